package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** The accuracy sources that compute features of networks for a predictor: training-free scores, or a supernet. */
final class FeatureSources implements AutoCloseable {
    private static final SearchSpace NO_SPACE = null;
    private static final long ANY_SEED = 0;
    static final FeatureSources NONE = new FeatureSources(List.of(), List.of(), NO_SPACE, ANY_SEED);

    private final List<String> names;
    private final List<AccuracySource> sources;
    private final SearchSpace space;
    private final long seed;
    private final List<SourceFeature> features;

    private FeatureSources(List<String> names, List<AccuracySource> sources, SearchSpace space, long seed) {
        this.names = names;
        this.sources = sources;
        this.space = space;
        this.seed = seed;
        features = IntStream.range(0, names.size())
                .mapToObj(i -> new SourceFeature(names.get(i), sources.get(i), space, seed))
                .toList();
    }

    /**
     * Opens one source for each specification.
     *
     * @throws UserError as {@link AccuracySource#open}
     */
    static FeatureSources open(List<AccuracySpec> specs, SearchSpace space, long seed, AccuracySource.Opener opener) {
        List<AccuracySource> sources = specs.stream().map(opener::open).toList();
        return new FeatureSources(specs.stream().map(AccuracySpec::text).toList(), sources, space, seed);
    }

    List<SourceFeature> features() {
        return features;
    }

    /** The specifications of the sources as texts. */
    List<String> names() {
        return names;
    }

    boolean isEmpty() {
        return features.isEmpty();
    }

    /** Computes all features of some networks. */
    void compute(Collection<Genome> genomes, int threads) throws InterruptedException {
        for (SourceFeature feature : features) {
            feature.compute(genomes, threads);
        }
    }

    FeatureSources withCacheFolder(Path folder) {
        return new FeatureSources(
                names, sources.stream().map(s -> s.withCacheFolder(folder)).toList(), space, seed);
    }

    /** Lets all sources reuse trained state; returns the folder of the first source that found its own. */
    Optional<Path> reuseFrom(List<Path> folders) {
        return sources.stream().flatMap(s -> s.reuseFrom(folders).stream()).reduce((first, _) -> first);
    }

    void prepare(int threads, TrainingListener listener, BooleanSupplier cancelled) {
        sources.forEach(s -> s.prepare(threads, listener, cancelled));
    }

    /** The SHA-256 of the trained state of the first source that has one. */
    Optional<String> fingerprint() {
        return sources.stream().flatMap(s -> s.fingerprint().stream()).findFirst();
    }

    @Override
    public void close() {
        sources.forEach(AccuracySource::close);
    }
}
