package dev.sartor.accuracy.source;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.arch.Architecture;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Accuracy source with features of the networks, which the predictor of a predictive search also uses. */
final class FeaturedSource implements AccuracySource {
    private final AccuracySource accuracies;
    private final FeatureSources sources;

    FeaturedSource(AccuracySource accuracies, FeatureSources sources) {
        this.accuracies = accuracies;
        this.sources = sources;
    }

    @Override
    public EvaluationMetric metric() {
        return accuracies.metric();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        return accuracies.score(architecture, seed);
    }

    @Override
    public List<SourceFeature> features() {
        return sources.features();
    }

    @Override
    public Optional<EvaluationSet> evaluationSet() {
        return accuracies.evaluationSet();
    }

    @Override
    public String description() {
        return accuracies.description() + "; features of the predictor: " + String.join(", ", sources.names());
    }

    @Override
    public void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        accuracies.prepare(threads, listener, cancelled);
        sources.prepare(threads, listener, cancelled);
    }

    @Override
    public int workers(int threads) {
        return accuracies.workers(threads);
    }

    @Override
    public Optional<Path> reuseFrom(List<Path> folders) {
        return sources.reuseFrom(folders);
    }

    /** The fingerprint of a supernet among the features; trainings and commands have none. */
    @Override
    public Optional<String> fingerprint() {
        return sources.fingerprint();
    }

    @Override
    public Optional<Weights> weights(Executor executor, Architecture architecture) throws InterruptedException {
        return accuracies.weights(executor, architecture);
    }

    @Override
    public AccuracySource withCacheFolder(Path folder) {
        return new FeaturedSource(accuracies.withCacheFolder(folder), sources.withCacheFolder(folder));
    }

    @Override
    public void close() {
        accuracies.close();
        sources.close();
    }
}
