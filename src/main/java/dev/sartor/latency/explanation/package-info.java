/** Comparison of the blocks of a search space by their latency on a device. */
package dev.sartor.latency.explanation;
