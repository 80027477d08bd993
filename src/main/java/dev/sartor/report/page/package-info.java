/** The sections of a report. */
package dev.sartor.report.page;
