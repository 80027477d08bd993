/** Latency tables of other tools, read as tables of ours: what a file does not say stays unknown. */
package dev.sartor.latency.foreign;
