/** The CSV formats of all files. */
package dev.sartor.base.csv;
