/** Networks in 8-bit integers: their weights, the quantisation of each tensor, and bounds of their sums. */
package dev.sartor.network.quantisation;
