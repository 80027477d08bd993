package dev.sartor.search.evaluation;

/** Thrown when a search is cancelled before a score is known. */
public final class EvaluationCancelled extends Exception {
    private static final long serialVersionUID = 1L;
}
