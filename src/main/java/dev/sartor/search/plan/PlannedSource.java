package dev.sartor.search.plan;

/** The kinds of accuracy source that a plan can choose, from the one that needs the least time. */
public enum PlannedSource {
    /** Scores of untrained networks. */
    SCORES,
    /** Short trainings of the candidates. */
    TRAINING,
    /** Weights shared by all candidates. */
    SUPERNET
}
