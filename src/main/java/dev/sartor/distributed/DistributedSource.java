package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.ZeroCostProxy;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.ShortTraining;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.accuracy.source.SupernetSource;
import dev.sartor.data.Dataset;
import dev.sartor.space.SearchSpace;
import java.util.Optional;

/** Opens accuracy sources whose scores workers compute. They equal those of the same source in this process. */
public final class DistributedSource {
    private final SearchSpace space;
    private final String spaceText;
    private final Dataset dataset;
    private final long seed;
    private final WorkersWithData workersWithData;

    private DistributedSource(
            SearchSpace space, String spaceText, Dataset dataset, long seed, WorkersWithData workersWithData) {
        this.space = space;
        this.spaceText = spaceText;
        this.dataset = dataset;
        this.seed = seed;
        this.workersWithData = workersWithData;
    }

    /**
     * The source, or that of its parts which are worth it, on workers. Closing it closes the connection to them.
     *
     * @param spaceText the space in the format of its file
     * @param seed      seed of the search
     */
    public static AccuracySource open(
            AccuracySpec spec, SearchSpace space, String spaceText, Dataset dataset, long seed, Workers workers) {
        return new DistributedSource(space, spaceText, dataset, seed, WorkersWithData.of(workers, dataset)).open(spec);
    }

    /** Whether workers have something to compute for this source. */
    public static boolean isDistributed(AccuracySpec spec) {
        return switch (spec) {
            case AccuracySpec.Training _, AccuracySpec.Halving _, AccuracySpec.Supernet _ -> true;
            case AccuracySpec.ZeroCost zeroCost -> isExpensive(zeroCost.proxy());
            case AccuracySpec.Featured featured ->
                isDistributed(featured.accuracies())
                        || featured.features().stream().anyMatch(DistributedSource::isDistributed);
            case AccuracySpec.Csv _, AccuracySpec.Predicted _, AccuracySpec.Command _ -> false;
        };
    }

    private static boolean isExpensive(ZeroCostProxy proxy) {
        return switch (proxy) {
            case NASWOT, SYNFLOW, ZICO -> true;
            case MOST_PARAMS, MOST_MACS -> false;
        };
    }

    private AccuracySource open(AccuracySpec spec) {
        return switch (spec) {
            case AccuracySpec.Training training ->
                new DistributedTraining(training, new ShortTraining(training, dataset, seed), workersWithData);
            case AccuracySpec.Halving halving ->
                ((SuccessiveHalving) here(halving))
                        .withRemoteTraining(new DistributedHalving(halving, workersWithData));
            case AccuracySpec.Supernet supernet ->
                ((SupernetSource) here(supernet))
                        .withRemoteEvaluation(new DistributedSupernet(supernet, spaceText, seed, workersWithData));
            case AccuracySpec.ZeroCost zeroCost
            when isExpensive(zeroCost.proxy()) ->
                new DistributedProxies(zeroCost, here(zeroCost).description(), seed, workersWithData);
            case AccuracySpec.Featured featured -> AccuracySource.openFeatured(featured, space, seed, this::open);
            case AccuracySpec.ZeroCost _, AccuracySpec.Csv _, AccuracySpec.Predicted _, AccuracySpec.Command _ ->
                here(spec);
        };
    }

    private AccuracySource here(AccuracySpec spec) {
        return AccuracySource.open(spec, space, Optional.of(dataset), seed);
    }
}
