/** Convolutions and matrix products as nodes (steps) of a compiled network. */
package dev.sartor.executor.convolution;
