/**
 * The interface of the executor's inner loops, and their scalar implementation. {@link dev.sartor.executor.kernel.Tile} explains
 * rows, lines, planes and blocks.
 */
package dev.sartor.executor.kernel;
