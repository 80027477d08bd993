/** Exact bounds of additive costs over a search space, also under limits. */
package dev.sartor.space.bounds;
