/** Models that are open on a device and timed. */
package dev.sartor.latency.measuring.probe;
