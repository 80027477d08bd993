/**
 * The search: objectives and limits, the algorithms, explorations by predicted accuracy, the front, and the run folder.
 */
package dev.sartor.search;
