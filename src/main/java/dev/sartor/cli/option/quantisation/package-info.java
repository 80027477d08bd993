/** Options of networks in 8-bit integers: training and export. */
package dev.sartor.cli.option.quantisation;
