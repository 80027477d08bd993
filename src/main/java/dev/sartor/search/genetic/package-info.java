/** Jenetics' types for genomes: gene, chromosome, codec, alterers and a selector. */
package dev.sartor.search.genetic;
