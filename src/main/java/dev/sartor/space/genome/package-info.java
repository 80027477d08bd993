/** Genes and genomes of a search space: layout, encoding, decoding, counting, uniform sampling. */
package dev.sartor.space.genome;
