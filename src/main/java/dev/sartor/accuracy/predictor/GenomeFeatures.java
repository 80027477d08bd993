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
 * say more about its accuracy than any single choice: the logarithms of its MACs, its parameters, and its number of blocks that
 * are not identities. Each size is standardised with the mean and deviation of random networks of the space. The same space gives
 * the same features. Immutable; created once per space.
 */
public final class GenomeFeatures {
    /** Number of sizes. */
    static final int SIZES = 3;

    private static final int SAMPLES = 1000;
    private static final long SAMPLE_SEED = 1;

    private final List<Gene> genes;
    private final UnitGraph graph;
    private final double[] means = new double[SIZES];
    private final double[] deviations = new double[SIZES];

    /** The features of the genomes of a space. */
    public GenomeFeatures(SearchSpace space) {
        genes = space.genes();
        graph = space.unitGraph();
        var random = new SplittableRandom(SAMPLE_SEED);
        List<double[]> samples = Stream.generate(() -> logarithms(space.sample(random)))
                .limit(SAMPLES)
                .toList();
        for (int s = 0; s < SIZES; s++) {
            int size = s;
            means[s] = samples.stream().mapToDouble(f -> f[size]).average().orElseThrow();
            deviations[s] = Math.sqrt(samples.stream()
                    .mapToDouble(f -> (f[size] - means[size]) * (f[size] - means[size]))
                    .average()
                    .orElseThrow());
        }
    }

    private static boolean isLearnedBlock(ArchitecturePart part) {
        return part instanceof Block && !(part instanceof Block.Identity);
    }

    private double[] logarithms(Genome genome) {
        int[] units = new int[graph.maxLength()];
        int length = graph.unitsOf(genome, units);
        long networkMacs = 0;
        long networkParams = 0;
        long networkBlocks = 0;
        for (int i = 0; i < length; i++) {
            Unit unit = graph.unit(units[i]);
            networkMacs += unit.macs();
            networkParams += unit.params();
            networkBlocks += isLearnedBlock(unit.part()) ? 1 : 0;
        }
        return new double[] {
            StrictMath.log(1 + networkMacs), StrictMath.log(1 + networkParams), StrictMath.log(1 + networkBlocks)
        };
    }

    /** Number of alternatives of each gene. */
    int[] geneSizes() {
        return genes.stream().mapToInt(Gene::size).toArray();
    }

    /** The point of a canonical genome. A size that is equal for all networks is 0. */
    GenomePoint point(Genome genome) {
        double[] sizes = logarithms(genome);
        for (int s = 0; s < SIZES; s++) {
            sizes[s] = deviations[s] > 1e-9 ? (sizes[s] - means[s]) / deviations[s] : 0;
        }
        return new GenomePoint(genome.toArray(), sizes);
    }

    GenomePoint[] points(List<Genome> genomes) {
        return genomes.stream().map(this::point).toArray(GenomePoint[]::new);
    }
}
