/** Convolutions and matrix products as nodes of a plan. */
package dev.sartor.executor.convolution;
