package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import java.nio.file.Path;
import java.util.Optional;

/** Accuracy source that trains every candidate for the same few epochs; see {@link CandidateTraining}. */
public final class ShortTraining implements AccuracySource {
    private static final int THREADS = 1;

    private final AccuracySpec.Training spec;
    private final CandidateTraining training;
    private final ScoreLog scores;

    /**
     * @param spec    epochs, and how each candidate is trained and evaluated
     * @param dataset a data set with as many classes as the architectures
     * @param seed    seed of the sample of training images
     */
    public ShortTraining(AccuracySpec.Training spec, Dataset dataset, long seed) {
        this(spec, new CandidateTraining(spec.epochs(), spec.candidates(), dataset, seed), ScoreLog.none());
    }

    private ShortTraining(AccuracySpec.Training spec, CandidateTraining training, ScoreLog scores) {
        this.spec = spec;
        this.training = training;
        this.scores = scores;
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new ShortTraining(spec, training, ScoreLog.in(folder));
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        return scores.recordedOr(architecture, seed, () -> {
            try (var executor = new Executor(THREADS)) {
                return training.accuracy(executor, architecture, seed);
            }
        });
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return Optional.of(training.evaluationSet());
    }

    @Override
    public String description() {
        return "short training: " + spec.epochs() + " x " + training.description();
    }
}
