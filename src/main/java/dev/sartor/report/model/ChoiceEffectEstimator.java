package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor;
import dev.sartor.accuracy.predictor.GenomeFeatures;
import dev.sartor.accuracy.predictor.ScoredGenome;
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
 * Estimates the effect of each choice of a run's space. A gene is a choice that the space leaves open, such as the depth of a
 * stage. One gene of the trials' networks is set to an alternative and to the first alternative, and both are compared. Costs
 * are exact; gains are predicted by a {@link GaussianProcessPredictor} that is fitted to the trials.
 */
final class ChoiceEffectEstimator {
    /** The alternative that others are compared with: the first. */
    private static final int REFERENCE = 0;

    /** Minimum number of trials from which effects of single choices can be estimated. */
    private static final int MIN_TRIALS = 12;
    /** Maximum number of trials that the predictor is fitted to: fitting more takes seconds. */
    private static final int MAX_TRIALS = 200;
    /** Maximum number of networks in which a choice is evaluated. */
    private static final int MAX_NETWORKS = 40;

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
     * @param sentences sentences that compare the blocks on the device of the leading table
     * @param leading   the metric of the costs
     */
    static ChoiceSummary of(
            List<String> sentences,
            SearchSpace space,
            CostModel costs,
            CostMetric leading,
            EvaluationMetric metric,
            List<Trial> trials) {
        List<Trial> evaluated =
                evenlySpaced(trials.stream().filter(Trial::isScored).toList(), MAX_TRIALS);
        if (evaluated.size() < MIN_TRIALS) {
            return new ChoiceSummary(sentences, List.of(), Optional.empty());
        }
        var scoredGenomes = evaluated.stream()
                .map(t -> new ScoredGenome(space.parse(t.genome()), t.score().orElseThrow()))
                .toList();
        boolean scoresDiffer = scoredGenomes.stream()
                        .mapToDouble(ScoredGenome::score)
                        .distinct()
                        .count()
                > 1;
        Optional<GaussianProcessPredictor> predictor = scoresDiffer
                ? Optional.of(GaussianProcessPredictor.fit(new GenomeFeatures(space), metric, scoredGenomes))
                : Optional.empty();
        ToDoubleFunction<Genome> cost = g -> leading.value(costs.of(g));
        var estimator = new ChoiceEffectEstimator(
                space,
                cost,
                evenlySpaced(scoredGenomes.stream().map(ScoredGenome::genome).toList(), MAX_NETWORKS),
                predictor);
        return new ChoiceSummary(
                sentences, estimator.effects(), predictor.map(GaussianProcessPredictor::heldOutQuality));
    }

    /** At most {@code max} elements of a list, evenly spaced. */
    private static <T> List<T> evenlySpaced(List<T> all, int max) {
        int stride = Math.max(1, Math.ceilDiv(all.size(), max));
        return IntStream.range(0, Math.ceilDiv(all.size(), stride))
                .mapToObj(i -> all.get(i * stride))
                .toList();
    }

    /**
     * Effects of the choices of all genes. Genes of one stage with the same alternatives are merged: they make the same choice at
     * several positions.
     */
    private List<ChoiceEffect> effects() {
        Map<List<Object>, List<Integer>> groups = new LinkedHashMap<>();
        for (int g = 0; g < space.genes().size(); g++) {
            Gene gene = space.genes().get(g);
            groups.computeIfAbsent(List.of(geneName(gene), gene.alternatives()), _ -> new ArrayList<>())
                    .add(g);
        }
        return groups.values().stream()
                .map(this::effects)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The name of a gene, for genes of blocks without the position in the stage. */
    private static String geneName(Gene gene) {
        return gene.role() == Gene.Role.BLOCK ? gene.name().replaceFirst("\\[\\d+]$", "") : gene.name();
    }

    /** The effects of the alternatives of genes that have the same alternatives. */
    private List<ChoiceEffect> effects(List<Integer> genes) {
        Gene gene = space.genes().get(genes.getFirst());
        List<ChoiceEffect> effects = new ArrayList<>();
        for (int choice = REFERENCE + 1; choice < gene.size(); choice++) {
            List<Genome> withChoice = new ArrayList<>();
            List<Genome> withReference = new ArrayList<>();
            for (int g : genes) {
                for (Genome genome : genomes) {
                    if (isComparable(genome, g, choice)) {
                        withChoice.add(space.canonical(genome.with(g, choice)));
                        withReference.add(space.canonical(genome.with(g, REFERENCE)));
                    }
                }
            }
            if (!withChoice.isEmpty()) {
                double referenceCost = meanCost(withReference);
                double costDifference = meanCost(withChoice) - referenceCost;
                effects.add(new ChoiceEffect(
                        geneName(gene),
                        gene.alternatives().get(choice),
                        gene.alternatives().getFirst(),
                        costDifference,
                        costDifference / referenceCost,
                        predictor.map(p -> p.meanGain(withChoice, withReference))));
            }
        }
        return effects;
    }

    /**
     * Whether the choice can be compared in this network: not for blocks that the network does not have, nor for depths that
     * would add blocks.
     */
    private boolean isComparable(Genome genome, int gene, int choice) {
        Gene g = space.genes().get(gene);
        return g.role() == Gene.Role.DEPTH
                ? space.depth(genome, g.stage())
                        >= Math.max(
                                space.depth(genome.with(gene, choice), g.stage()),
                                space.depth(genome.with(gene, REFERENCE), g.stage()))
                : space.isActive(genome, gene);
    }

    private double meanCost(List<Genome> genomes) {
        return genomes.stream().mapToDouble(cost).average().orElseThrow();
    }
}
