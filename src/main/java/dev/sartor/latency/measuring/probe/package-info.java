/** Models that are opened on a device and timed. */
package dev.sartor.latency.measuring.probe;
