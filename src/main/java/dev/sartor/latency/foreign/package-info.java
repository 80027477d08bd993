/** Imports latency tables of other tools. What their files do not say stays unknown. */
package dev.sartor.latency.foreign;
