/** Profiling and validation of devices: makes latency tables and checks them. */
package dev.sartor.latency.measuring;
