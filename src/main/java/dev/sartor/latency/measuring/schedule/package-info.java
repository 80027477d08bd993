/** The order and number of measurements: interleaved rounds, stopping rules, the control network. */
package dev.sartor.latency.measuring.schedule;
