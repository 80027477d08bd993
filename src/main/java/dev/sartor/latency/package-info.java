/** Latency tables: their rows and certificates, predictions, measuring, calibration, and tables of other tools. */
package dev.sartor.latency;
