package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Selection of a predictor's features. A predictor always uses the choices and sizes (such as MACs) of networks. It uses a
 * further feature only if that increases the leave-one-out probability: that of each known score under the predictor that was
 * fitted to all others. Features are tried one after the other; the same scores give the same selection. Not thread-safe.
 */
public final class FeatureSelection {
    private final SearchSpace space;
    private final List<NetworkFeature> optional;
    /** Prepared features by the list of further ones; only for further features that are computed fast. */
    private final Map<List<NetworkFeature>, GenomeFeatures> features = new HashMap<>();

    private List<NetworkFeature> selected = List.of();

    /** @param optional the further features, in the order in which they are tried */
    public FeatureSelection(SearchSpace space, List<NetworkFeature> optional) {
        this.space = space;
        this.optional = List.copyOf(optional);
    }

    /**
     * Fits a predictor with the features that help.
     *
     * @param known the known scores of at least {@link GaussianProcessPredictor#MIN_GENOMES} genomes, each genome once
     */
    public GaussianProcessPredictor fit(EvaluationMetric metric, List<ScoredGenome> known) {
        List<NetworkFeature> kept = new ArrayList<>();
        GaussianProcessPredictor best = fit(kept, metric, known);
        for (NetworkFeature feature : optional) {
            List<NetworkFeature> more = new ArrayList<>(kept);
            more.add(feature);
            GaussianProcessPredictor other = fit(more, metric, known);
            if (other.leaveOneOutLogProbability() > best.leaveOneOutLogProbability()) {
                best = other;
                kept = more;
            }
        }
        selected = List.copyOf(kept);
        return best;
    }

    private GaussianProcessPredictor fit(List<NetworkFeature> more, EvaluationMetric metric, List<ScoredGenome> known) {
        GenomeFeatures used = more.stream().anyMatch(NetworkFeature::isCostly)
                ? new GenomeFeatures(
                        space, more, known.stream().map(ScoredGenome::genome).toList())
                : features.computeIfAbsent(List.copyOf(more), m -> new GenomeFeatures(space, m));
        return GaussianProcessPredictor.fit(used, metric, known);
    }

    /** The names of the further features that the last fit uses. */
    public List<String> selectedFeatures() {
        return selected.stream().map(NetworkFeature::name).toList();
    }
}
