/** Latency tables: rows of units, files, and tables used together. */
package dev.sartor.latency.table;
