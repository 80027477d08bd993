/** Quantisation-aware training: the network is trained as it computes in 8-bit integers. */
package dev.sartor.executor.quantisation.training;
