/** Predicts latencies of whole networks from tables, with intervals. */
package dev.sartor.latency.prediction;
