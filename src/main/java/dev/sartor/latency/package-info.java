/** Latency tables: how they are planned, measured, calibrated, certified, kept in files, and used to predict. */
package dev.sartor.latency;
