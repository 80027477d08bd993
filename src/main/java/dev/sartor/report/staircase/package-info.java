/** The page that {@code explain --staircase} writes. */
package dev.sartor.report.staircase;
