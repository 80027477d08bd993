/** Opens models on a device and times them. */
package dev.sartor.latency.measuring.probe;
