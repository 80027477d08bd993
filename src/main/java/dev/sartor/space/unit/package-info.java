/** The latency units that a search space can build, as a graph. */
package dev.sartor.space.unit;
