/** Samples of genomes that hold the limits, without duplicates. */
package dev.sartor.search.sampling;
