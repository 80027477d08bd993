/** Charts in SVG. */
package dev.sartor.report.chart;
