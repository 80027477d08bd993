/** Makes latency tables by profiling devices, and validates them. */
package dev.sartor.latency.measuring;
