/** Quantisation of trained networks: calibration of ranges, and simulation of 8-bit networks to the last bit. */
package dev.sartor.executor.quantisation;
