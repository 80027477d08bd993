/** Methods of measuring the latency of a unit. */
package dev.sartor.latency.measuring.method;
