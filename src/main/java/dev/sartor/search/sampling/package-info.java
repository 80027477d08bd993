/** Samples of genomes that satisfy the limits, without duplicates. */
package dev.sartor.search.sampling;
