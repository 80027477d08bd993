/**
 * The search: objectives and limits, the genetic engine and its baseline, the front, and the run folder.
 * Jenetics stays inside this room.
 */
package dev.sartor.search;
