/** Genomes as Jenetics knows them: chromosome, codec, variation. */
package dev.sartor.search.genetic;
