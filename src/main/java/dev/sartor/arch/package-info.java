/** Architectures: immutable records made of a stem, blocks and a head, and their canonical text form, the block strings. */
package dev.sartor.arch;
