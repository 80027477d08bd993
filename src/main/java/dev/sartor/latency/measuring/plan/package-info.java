/** Plans which units and networks are measured, and in which order. */
package dev.sartor.latency.measuring.plan;
