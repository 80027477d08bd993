/** Latency tables: files, certificates, prediction, measurement, calibration, and import from other tools. */
package dev.sartor.latency;
