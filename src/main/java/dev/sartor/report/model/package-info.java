/** What a report shows, read from a run folder. */
package dev.sartor.report.model;
