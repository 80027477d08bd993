/** Architectures: immutable values made of blocks, and their canonical text form, the block strings. */
package dev.sartor.arch;
