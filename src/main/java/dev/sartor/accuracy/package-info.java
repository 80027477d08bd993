/** Specifications and metrics of accuracy sources, which evaluate architectures. */
package dev.sartor.accuracy;
