/** Images in the order of their labels, from files, from one file with many of them, or from a painter. */
package dev.sartor.data.sequence;
