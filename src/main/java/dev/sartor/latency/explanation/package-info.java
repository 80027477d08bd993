/** Explains what each choice of a search space costs on a device. */
package dev.sartor.latency.explanation;
