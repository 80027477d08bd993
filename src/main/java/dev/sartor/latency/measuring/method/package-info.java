/** Methods of measuring the latency of a unit, that is of a stem, block or head. */
package dev.sartor.latency.measuring.method;
