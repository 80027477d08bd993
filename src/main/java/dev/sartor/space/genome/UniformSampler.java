package dev.sartor.space.genome;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws genomes whose inactive genes are 0, uniformly: each depth is drawn with a probability proportional to its number of
 * block combinations.
 */
public final class UniformSampler {
    private final SpaceDefinition choices;
    private final GeneLayout genes;
    private final GenomeCounts sizes;
    private final int length;

    public UniformSampler(SpaceDefinition choices, GeneLayout genes, GenomeCounts sizes, int length) {
        this.choices = choices;
        this.genes = genes;
        this.sizes = sizes;
        this.length = length;
    }

    public Genome draw(RandomGenerator random) {
        int[] genome = new int[length];
        set(genome, genes.resolution, choices.resolutions(), random);
        set(genome, genes.width, choices.widthMultipliers(), random);
        set(genome, genes.setting, choices.sharedAttributeLabels(), random);
        set(genome, genes.stem, choices.stems().getFirst(), random);
        for (int s = 0; s < choices.stages().size(); s++) {
            stage(genome, s, random);
        }
        set(genome, genes.head, choices.heads().getFirst(), random);
        return Genome.of(genome);
    }

    private void stage(int[] genome, int index, RandomGenerator random) {
        Stage stage = choices.stages().get(index);
        GeneLayout.Slots stageGenes = genes.stages.get(index);
        set(genome, stageGenes.stride(), stage.strides(), random);
        set(genome, stageGenes.channels(), stage.channels(), random);
        set(genome, stageGenes.setting(), stage.settings(), random);
        int depth = weighted(sizes.blockCombinations(index), random);
        if (stageGenes.depth() != GeneLayout.FIXED) {
            genome[stageGenes.depth()] = depth;
        }
        for (int p = 0; p < stage.depths().get(depth); p++) {
            set(
                    genome,
                    stageGenes.blocks()[p],
                    stage.blockChoices().getFirst().getFirst().at(p),
                    random);
        }
    }

    private static void set(int[] genome, int gene, List<?> alternatives, RandomGenerator random) {
        if (gene != GeneLayout.FIXED) {
            genome[gene] = random.nextInt(alternatives.size());
        }
    }

    /** An index whose probability is exactly its weight divided by the sum of weights. */
    private static int weighted(List<BigInteger> weights, RandomGenerator random) {
        BigInteger rest = below(weights.stream().reduce(BigInteger.ZERO, BigInteger::add), random);
        int index = 0;
        while (rest.compareTo(weights.get(index)) >= 0) {
            rest = rest.subtract(weights.get(index));
            index++;
        }
        return index;
    }

    private static BigInteger below(BigInteger bound, RandomGenerator random) {
        if (bound.bitLength() < Long.SIZE) {
            return BigInteger.valueOf(random.nextLong(bound.longValueExact()));
        }
        byte[] bytes = new byte[bound.bitLength() / Byte.SIZE + 1];
        while (true) {
            random.nextBytes(bytes);
            BigInteger drawn = new BigInteger(1, bytes).mod(BigInteger.ONE.shiftLeft(bound.bitLength()));
            if (drawn.compareTo(bound) < 0) {
                return drawn;
            }
        }
    }
}
