/** Which networks and units are measured, and in which order. */
package dev.sartor.latency.measuring.plan;
