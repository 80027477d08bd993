/** HTML and SVG as text, numbers, and static resources. */
package dev.sartor.report.markup;
