/** Statistics of series of latencies: agreement, drift, slowdown. */
package dev.sartor.latency.statistics;
