/** Reads and writes CSV files. */
package dev.sartor.base.csv;
