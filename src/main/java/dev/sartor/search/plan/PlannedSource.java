package dev.sartor.search.plan;

/** The kinds of accuracy source that a plan can choose, from the one that needs the least time. */
public enum PlannedSource {
    SCORES,
    TRAINING,
    SUPERNET
}
