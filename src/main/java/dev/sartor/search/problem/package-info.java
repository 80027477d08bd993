/** The optimisation problem: objectives, limits and costs. */
package dev.sartor.search.problem;
