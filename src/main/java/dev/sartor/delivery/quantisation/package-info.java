/** Export of trained models in 8-bit integers: quantise, verify, compare. */
package dev.sartor.delivery.quantisation;
