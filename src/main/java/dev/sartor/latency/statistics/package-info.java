/** Statistics of latencies: errors of predictions, drift, slowdown. */
package dev.sartor.latency.statistics;
