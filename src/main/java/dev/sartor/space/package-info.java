/** Search spaces: what may be built, as genes; counting, sampling, units and exact bounds. */
package dev.sartor.space;
