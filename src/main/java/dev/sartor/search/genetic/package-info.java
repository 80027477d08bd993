/**
 * The genomes of a search space for Jenetics: gene, chromosome and codec, and the alterers and the selector that the library
 * does not have.
 */
package dev.sartor.search.genetic;
