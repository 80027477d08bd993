/** Latency of a kind of block over its number of channels, which many devices raise in steps. */
package dev.sartor.latency.staircase;
