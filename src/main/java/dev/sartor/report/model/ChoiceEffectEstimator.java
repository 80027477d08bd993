package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.CostModel;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Learns from a run's trials what each choice of its space brings, and reckons what it costs: one gene of the trials'
 * networks is set to one alternative and to the first, and the two are compared. Costs are exact, gains are those of a
 * {@link GaussianProcessPredictor}.
 */
final class ChoiceEffectEstimator {
    /** Fewer trials than these say nothing of single choices. */
    private static final int LEAST_TRIALS = 12;
    /** More take seconds to learn from. */
    private static final int MOST_TRIALS = 200;
    /** Networks that a choice is tried in. */
    private static final int NETWORKS = 40;

    private final SearchSpace space;
    private final ToDoubleFunction<Genome> cost;
    private final List<Genome> genomes;
    private final Optional<GaussianProcessPredictor> predictor;

    private ChoiceEffectEstimator(
            SearchSpace space,
            ToDoubleFunction<Genome> cost,
            List<Genome> genomes,
            Optional<GaussianProcessPredictor> predictor) {
        this.space = space;
        this.cost = cost;
        this.genomes = genomes;
        this.predictor = predictor;
    }

    /**
     * The effects of a run's choices.
     *
     * @param sentences of its leading table
     * @param leading   the metric that costs are told by
     */
    static ChoiceSummary of(
            List<String> sentences,
            SearchSpace space,
            CostModel costs,
            CostMetric leading,
            EvaluationMetric measure,
            List<Trial> trials) {
        List<Trial> judged = some(trials.stream().filter(Trial::isScored).toList(), MOST_TRIALS);
        if (judged.size() < LEAST_TRIALS) {
            return new ChoiceSummary(sentences, List.of(), Optional.empty());
        }
        var known = judged.stream()
                .map(t -> new GaussianProcessPredictor.Known(
                        space.parse(t.genome()), t.score().orElseThrow()))
                .toList();
        boolean telling = known.stream()
                        .mapToDouble(GaussianProcessPredictor.Known::score)
                        .distinct()
                        .count()
                > 1;
        Optional<GaussianProcessPredictor> predictor =
                telling ? Optional.of(GaussianProcessPredictor.fit(space.genes(), measure, known)) : Optional.empty();
        ToDoubleFunction<Genome> cost = g -> leading.of(costs.of(g));
        var choices = new ChoiceEffectEstimator(
                space,
                cost,
                some(known.stream().map(GaussianProcessPredictor.Known::genome).toList(), NETWORKS),
                predictor);
        return new ChoiceSummary(sentences, choices.effects(), predictor.map(GaussianProcessPredictor::heldOut));
    }

    /** At most so many of a list, evenly spread over it. */
    private static <T> List<T> some(List<T> all, int most) {
        int stride = Math.max(1, Math.ceilDiv(all.size(), most));
        return IntStream.range(0, Math.ceilDiv(all.size(), stride))
                .mapToObj(i -> all.get(i * stride))
                .toList();
    }

    /** Genes that stand for the same choice at several positions of a stage count as one. */
    private List<ChoiceEffect> effects() {
        Map<List<Object>, List<Integer>> places = new LinkedHashMap<>();
        for (int g = 0; g < space.genes().size(); g++) {
            Gene gene = space.genes().get(g);
            places.computeIfAbsent(List.of(place(gene), gene.alternatives()), _ -> new ArrayList<>())
                    .add(g);
        }
        return places.values().stream()
                .map(this::effects)
                .flatMap(Collection::stream)
                .toList();
    }

    private static String place(Gene gene) {
        return gene.role() == Gene.Role.BLOCK ? gene.name().replaceFirst("\\[\\d+]$", "") : gene.name();
    }

    private List<ChoiceEffect> effects(List<Integer> genes) {
        Gene gene = space.genes().get(genes.getFirst());
        List<ChoiceEffect> effects = new ArrayList<>();
        for (int choice = 1; choice < gene.size(); choice++) {
            List<Genome> with = new ArrayList<>();
            List<Genome> without = new ArrayList<>();
            for (int g : genes) {
                for (Genome genome : genomes) {
                    if (tells(genome, g, choice)) {
                        with.add(space.canonical(genome.with(g, choice)));
                        without.add(space.canonical(genome.with(g, 0)));
                    }
                }
            }
            if (!with.isEmpty()) {
                double before = mean(without);
                double added = mean(with) - before;
                effects.add(new ChoiceEffect(
                        place(gene),
                        gene.alternatives().get(choice),
                        gene.alternatives().getFirst(),
                        added,
                        added / before,
                        predictor.map(p -> p.gain(with, without))));
            }
        }
        return effects;
    }

    /** A block that is not there, or blocks that a deeper network would have, tell nothing. */
    private boolean tells(Genome genome, int gene, int choice) {
        Gene g = space.genes().get(gene);
        return g.role() == Gene.Role.DEPTH
                ? space.depth(genome, g.stage())
                        >= Math.max(
                                space.depth(genome.with(gene, choice), g.stage()),
                                space.depth(genome.with(gene, 0), g.stage()))
                : space.isActive(genome, gene);
    }

    private double mean(List<Genome> genomes) {
        return genomes.stream().mapToDouble(cost).average().orElseThrow();
    }
}
