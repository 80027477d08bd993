/** Accuracy sources: what says how good an architecture is. */
package dev.sartor.accuracy;
