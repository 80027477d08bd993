/** The course of a measurement: interleaved rounds, stopping rules, the control network. */
package dev.sartor.latency.measuring.schedule;
