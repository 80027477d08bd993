/** The report of a run: one self-contained HTML file. */
package dev.sartor.report;
