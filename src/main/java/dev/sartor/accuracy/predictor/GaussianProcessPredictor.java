package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.KendallTau;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Learns from the scores of some genomes those of all, with an error bar: a {@link GaussianProcess} over the genes, on the
 * scale that scores are learnt on. The same knowledge gives the same predictions. Immutable, so that threads may share it.
 */
public final class GaussianProcessPredictor implements FittedPredictor {
    /** The least genomes it learns from. */
    public static final int LEAST = 4;

    private final TargetTransform scale;
    private final GaussianProcess process;
    private final List<Known> known;

    /**
     * A measured score.
     *
     * @param genome canonical
     */
    public record Known(Genome genome, double score) {}

    /**
     * How well scores are predicted that were not learnt from.
     *
     * @param rmse       root of the mean squared error, in the measure's own figures
     * @param kendallTau of predicted against measured scores
     */
    public record HeldOut(int networks, double rmse, double kendallTau) {

        static HeldOut of(double[] predicted, double[] scores) {
            double sum = 0;
            for (int i = 0; i < scores.length; i++) {
                sum += (predicted[i] - scores[i]) * (predicted[i] - scores[i]);
            }
            return new HeldOut(scores.length, Math.sqrt(sum / scores.length), KendallTau.of(predicted, scores));
        }
    }

    private GaussianProcessPredictor(TargetTransform scale, GaussianProcess process, List<Known> known) {
        this.scale = scale;
        this.process = process;
        this.known = List.copyOf(known);
    }

    /**
     * Learns. Takes the cube of the number of known genomes: some tenths of a second for 150, some seconds for 1500.
     *
     * @param genes of the space
     * @param known at least {@link #LEAST}, each genome once
     */
    public static GaussianProcessPredictor fit(List<Gene> genes, EvaluationMetric measure, List<Known> known) {
        if (known.size() < LEAST) {
            throw new IllegalArgumentException(
                    "A predictor learns from at least " + LEAST + " genomes, not " + known.size());
        }
        int[] sizes = genes.stream().mapToInt(Gene::size).toArray();
        var scale = new TargetTransform(measure);
        return new GaussianProcessPredictor(
                scale, KernelHyperparameterSearch.fit(sizes, points(known), scale.learnt(known)), known);
    }

    /** A predictor with more genomes known; how genomes are alike, which takes most of {@link #fit}, is not learnt anew. */
    public GaussianProcessPredictor with(List<Known> more) {
        List<Known> all = Stream.concat(known.stream(), more.stream()).toList();
        return new GaussianProcessPredictor(scale, process.over(points(all), scale.learnt(all)), all);
    }

    private static int[][] points(List<Known> known) {
        return known.stream().map(k -> k.genome().toArray()).toArray(int[][]::new);
    }

    /** Medians, which cost much less than what {@link #expect} gives. */
    @Override
    public void predict(List<Genome> genomes, double[] into) {
        for (int i = 0; i < genomes.size(); i++) {
            into[i] = scale.told(process.mean(genomes.get(i).toArray()));
        }
    }

    /** The expected score of a canonical genome. */
    public PredictedScore expect(Genome genome) {
        return scale.told(process.expect(genome.toArray()));
    }

    /**
     * How much better some networks are than others, on average: where scores are accuracies the share of the errors that goes
     * away (0.1: one error of ten), where they are scores the difference.
     *
     * @param of   canonical genomes, at least one
     * @param over likewise
     */
    public PredictedScore gain(List<Genome> of, List<Genome> over) {
        PredictedScore learnt = process.difference(arrays(of), arrays(over));
        if (!scale.ofErrors()) {
            return learnt;
        }
        double left = Math.exp(-learnt.mean());
        return new PredictedScore(1 - left, left * learnt.deviation());
    }

    private static int[][] arrays(List<Genome> genomes) {
        return genomes.stream().map(Genome::toArray).toArray(int[][]::new);
    }

    /** Of each of the known, as if it alone were not known. */
    @Override
    public HeldOut heldOut() {
        double[] predicted = Arrays.stream(process.leftOut()).map(scale::told).toArray();
        return HeldOut.of(predicted, known.stream().mapToDouble(Known::score).toArray());
    }

    @Override
    public Optional<String> fingerprint() {
        return Optional.empty();
    }
}
