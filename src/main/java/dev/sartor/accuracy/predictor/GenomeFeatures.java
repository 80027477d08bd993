package dev.sartor.accuracy.predictor;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The features of genomes that a {@link GaussianProcessPredictor} uses: the choices, and three sizes of the whole network, which
 * say more about its accuracy than any single choice: the logarithms of its MACs, of its parameters, and of its number of blocks that
 * are not identities. Further features may be added ({@link FeatureSelection}); they are treated like sizes. Each size is standardised
 * with the mean and deviation of random networks of the space. The same space gives the same features. Immutable; created once
 * per space.
 */
public final class GenomeFeatures {
    /** Number of sizes without further features. */
    private static final int SIZES = 3;

    /** Random networks whose mean and deviation standardise the sizes. */
    private static final int SAMPLES = 1000;

    private static final long SAMPLE_SEED = 1;

    /** Whether costly features are computed too. */
    private static final boolean WITH_COSTLY = true;

    private static final boolean WITHOUT_COSTLY = false;

    /** Sizes with a smaller deviation count as equal for all networks. */
    private static final double MIN_DEVIATION = 1e-9;

    private final int[] geneSizes;
    private final ChoiceAttributes attributes;
    private final UnitGraph graph;
    /** The further features. */
    private final List<NetworkFeature> more;

    private final double[] means;
    private final double[] deviations;

    /** The features of the genomes of a space. */
    public GenomeFeatures(SearchSpace space) {
        this(space, List.of());
    }

    /** The same with further features of the networks, none of them costly. */
    GenomeFeatures(SearchSpace space, List<NetworkFeature> more) {
        this(space, more, List.of());
    }

    /**
     * The same with further features of the networks.
     *
     * @param known networks whose mean and deviation standardise the costly features, in place of random ones
     */
    GenomeFeatures(SearchSpace space, List<NetworkFeature> more, List<Genome> known) {
        this.more = List.copyOf(more);
        means = new double[SIZES + more.size()];
        deviations = new double[means.length];
        geneSizes = space.genes().stream().mapToInt(Gene::size).toArray();
        attributes = new ChoiceAttributes(space.genes());
        graph = space.unitGraph();
        var random = new SplittableRandom(SAMPLE_SEED);
        List<double[]> drawn = Stream.generate(() -> values(space.sample(random), WITHOUT_COSTLY))
                .limit(SAMPLES)
                .toList();
        List<double[]> costly = more.stream().anyMatch(NetworkFeature::isCostly)
                ? known.stream().map(g -> values(g, WITH_COSTLY)).toList()
                : List.of();
        for (int s = 0; s < means.length; s++) {
            int size = s;
            List<double[]> samples = s >= SIZES && more.get(s - SIZES).isCostly() ? costly : drawn;
            means[s] = samples.stream().mapToDouble(f -> f[size]).average().orElseThrow();
            deviations[s] = Math.sqrt(samples.stream()
                    .mapToDouble(f -> (f[size] - means[size]) * (f[size] - means[size]))
                    .average()
                    .orElseThrow());
        }
    }

    private static boolean isNonIdentityBlock(ArchitecturePart part) {
        return part instanceof Block && !(part instanceof Block.Identity);
    }

    /** Number of sizes, further features included. */
    int sizes() {
        return means.length;
    }

    /** The sizes before they are standardised; 0 for costly features unless they are requested. */
    private double[] values(Genome genome, boolean withCostly) {
        int[] units = new int[graph.maxLength()];
        int length = graph.unitsOf(genome, units);
        long networkMacs = 0;
        long networkParams = 0;
        long networkBlocks = 0;
        for (int i = 0; i < length; i++) {
            Unit unit = graph.unit(units[i]);
            networkMacs += unit.macs();
            networkParams += unit.params();
            networkBlocks += isNonIdentityBlock(unit.part()) ? 1 : 0;
        }
        double[] values = new double[means.length];
        values[0] = StrictMath.log(1 + networkMacs);
        values[1] = StrictMath.log(1 + networkParams);
        values[2] = StrictMath.log(1 + networkBlocks);
        for (int f = 0; f < more.size(); f++) {
            values[SIZES + f] =
                    withCostly || !more.get(f).isCostly() ? more.get(f).of(genome, units, length) : 0;
        }
        return values;
    }

    /** Number of alternatives of each gene. */
    int[] geneSizes() {
        return geneSizes;
    }

    ChoiceAttributes attributes() {
        return attributes;
    }

    /** The point of a canonical genome. A size that is equal for all networks is 0. */
    GenomePoint point(Genome genome) {
        int[] choices = genome.toArray();
        int trainings = 1;
        return new GenomePoint(choices, attributes.trend(choices), sizesOf(genome), trainings);
    }

    /** The standardised sizes of a canonical genome. */
    double[] sizesOf(Genome genome) {
        double[] sizes = values(genome, WITH_COSTLY);
        for (int s = 0; s < sizes.length; s++) {
            sizes[s] = deviations[s] > MIN_DEVIATION ? (sizes[s] - means[s]) / deviations[s] : 0;
        }
        return sizes;
    }

    GenomePoint[] points(List<Genome> genomes) {
        return genomes.stream().map(this::point).toArray(GenomePoint[]::new);
    }
}
