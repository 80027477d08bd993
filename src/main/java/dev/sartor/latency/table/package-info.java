/** Latency tables: their rows, files and folders. */
package dev.sartor.latency.table;
