/** Measured latencies in memory and on disk. */
package dev.sartor.latency.measuring.result;
