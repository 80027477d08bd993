/** Latencies of whole networks predicted from tables, with intervals. */
package dev.sartor.latency.prediction;
