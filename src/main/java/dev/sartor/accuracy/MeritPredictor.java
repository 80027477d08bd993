package dev.sartor.accuracy;

import dev.sartor.latency.KendallTau;
import dev.sartor.space.Gene;
import dev.sartor.space.Genome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Learns from the merits of some genomes those of all, with an error bar: a {@link GaussianProcess} over the genes. Accuracies
 * are learnt as the logarithm of their error, in which a gain from 92 to 93 % is as much as one from 40 to 48 %. The same
 * knowledge gives the same predictions. Immutable, so that threads may share it.
 */
public final class MeritPredictor {
    /** The least genomes it learns from. */
    public static final int LEAST = 4;
    /** Keeps an accuracy of 1 from being infinitely good. */
    private static final double LEAST_ERROR = 1e-4;

    private final Measure measure;
    private final GaussianProcess process;
    private final List<Known> known;

    /**
     * A measured merit.
     *
     * @param genome canonical
     */
    public record Known(Genome genome, double merit) {
    }

    /**
     * How well merits are predicted that were not learnt from: each left out in turn.
     *
     * @param rmse       root of the mean squared error, in the measure's own figures
     * @param kendallTau of predicted against measured merits
     */
    public record HeldOut(int networks, double rmse, double kendallTau) {
    }

    private MeritPredictor(Measure measure, GaussianProcess process, List<Known> known) {
        this.measure = measure;
        this.process = process;
        this.known = List.copyOf(known);
    }

    /**
     * Learns. Takes the cube of the number of known genomes: some tenths of a second for 150, some seconds for 1500.
     *
     * @param genes of the space
     * @param known at least {@link #LEAST}, each genome once
     */
    public static MeritPredictor fit(List<Gene> genes, Measure measure, List<Known> known) {
        if (known.size() < LEAST) {
            throw new IllegalArgumentException("A predictor learns from at least " + LEAST + " genomes, not " + known.size());
        }
        int[] sizes = genes.stream().mapToInt(Gene::size).toArray();
        return new MeritPredictor(measure, KernelSearch.fit(sizes, points(known), learnt(measure, known)), known);
    }

    /** A predictor with more genomes known; how genomes are alike, which takes most of {@link #fit}, is not learnt anew. */
    public MeritPredictor with(List<Known> more) {
        List<Known> all = Stream.concat(known.stream(), more.stream()).toList();
        return new MeritPredictor(measure, process.over(points(all), learnt(measure, all)), all);
    }

    private static int[][] points(List<Known> known) {
        return known.stream().map(k -> k.genome().toArray()).toArray(int[][]::new);
    }

    private static double[] learnt(Measure measure, List<Known> known) {
        return known.stream().mapToDouble(k -> learnt(measure, k.merit())).toArray();
    }

    private static double learnt(Measure measure, double merit) {
        return measure.equals(Measure.ACCURACY) ? -StrictMath.log(Math.max(LEAST_ERROR, 1 + LEAST_ERROR - merit)) : merit;
    }

    /**
     * The median merit of each of some canonical genomes, which costs much less than {@link #expect}.
     *
     * @param into receives one for each genome, at the same place
     */
    public void medians(List<Genome> genomes, double[] into) {
        for (int i = 0; i < genomes.size(); i++) {
            into[i] = told(process.mean(genomes.get(i).toArray()));
        }
    }

    /** The expected merit of a canonical genome. */
    public Expectation expect(Genome genome) {
        Expectation learnt = process.expect(genome.toArray());
        if (!measure.equals(Measure.ACCURACY)) {
            return learnt;
        }
        // the error is log-normal
        double variance = learnt.deviation() * learnt.deviation();
        double error = StrictMath.exp(-learnt.mean() + variance / 2);
        return new Expectation(1 + LEAST_ERROR - error, error * Math.sqrt(StrictMath.expm1(variance)));
    }

    /**
     * How much better some networks are than others, on average: where merits are accuracies the share of the errors that goes
     * away (0.1: one error of ten), where they are scores the difference.
     *
     * @param of   canonical genomes, at least one
     * @param over likewise
     */
    public Expectation gain(List<Genome> of, List<Genome> over) {
        Expectation learnt = process.difference(arrays(of), arrays(over));
        if (!measure.equals(Measure.ACCURACY)) {
            return learnt;
        }
        double left = Math.exp(-learnt.mean());
        return new Expectation(1 - left, left * learnt.deviation());
    }

    private static int[][] arrays(List<Genome> genomes) {
        return genomes.stream().map(Genome::toArray).toArray(int[][]::new);
    }

    private double told(double learnt) {
        return measure.equals(Measure.ACCURACY) ? 1 + LEAST_ERROR - StrictMath.exp(-learnt) : learnt;
    }

    public HeldOut heldOut() {
        double[] predicted = Arrays.stream(process.leftOut()).map(this::told).toArray();
        double[] merits = known.stream().mapToDouble(Known::merit).toArray();
        double sum = 0;
        for (int i = 0; i < merits.length; i++) {
            sum += (predicted[i] - merits[i]) * (predicted[i] - merits[i]);
        }
        return new HeldOut(merits.length, Math.sqrt(sum / merits.length), KendallTau.of(predicted, merits));
    }
}
