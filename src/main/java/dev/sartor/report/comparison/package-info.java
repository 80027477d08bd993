/** The page that compares algorithms over the seeds of their runs. */
package dev.sartor.report.comparison;
