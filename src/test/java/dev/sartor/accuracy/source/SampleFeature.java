package dev.sartor.accuracy.source;

import dev.sartor.space.SearchSpace;

/** Features for tests. */
public final class SampleFeature {
    private SampleFeature() {}

    /** The feature that a source computes for the networks of a space. */
    public static SourceFeature of(AccuracySource source, SearchSpace space) {
        return new SourceFeature("sample", source, space, 1);
    }
}
