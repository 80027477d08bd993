package dev.sartor.accuracy;

import dev.sartor.arch.Architecture;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;

/** Scores networks without training them. */
final class ScoreSource implements AccuracySource {
    private final Score score;

    ScoreSource(Score score) {
        this.score = score;
    }

    @Override
    public Measure measure() {
        return score.measure();
    }

    @Override
    public double merit(Architecture architecture, long seed) {
        Network network = Lowering.lower(architecture);
        return switch (score) {
            case MOST_PARAMS -> network.params();
            case MOST_MACS -> network.macs();
        };
    }

    @Override
    public String description() {
        return score.measure().title() + " of untrained networks";
    }
}
