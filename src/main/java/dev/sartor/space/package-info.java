/**
 * Search spaces: what may be built. The model of a space is in {@code genome} and {@code unit}, files in {@code file}, exact bounds in {@code bounds}.
 */
package dev.sartor.space;
