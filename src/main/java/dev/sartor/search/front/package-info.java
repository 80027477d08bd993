/** Trials, dominance, and the hypervolume of a front. */
package dev.sartor.search.front;
