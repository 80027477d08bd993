/** Pictures of networks and of runs: self-contained SVG, and one HTML file per run. */
package dev.sartor.report;
