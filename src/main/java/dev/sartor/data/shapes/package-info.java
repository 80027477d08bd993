/** The built-in data set: shapes drawn with distortion, texture, other objects and noise; the same bytes on every machine. */
package dev.sartor.data.shapes;
