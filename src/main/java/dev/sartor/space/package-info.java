/**
 * Search spaces: sets of architectures. The model of a space is in {@code genome} and {@code unit}, its files in
 * {@code file}, exact bounds in {@code bounds}.
 */
package dev.sartor.space;
