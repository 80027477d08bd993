/** Drawings of networks in SVG. */
package dev.sartor.report.drawing;
