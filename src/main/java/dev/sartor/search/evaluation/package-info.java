/** Evaluation of candidates by an accuracy source. */
package dev.sartor.search.evaluation;
