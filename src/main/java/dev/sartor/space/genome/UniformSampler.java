package dev.sartor.space.genome;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws genomes from the uniform distribution over those in which the genes of unused blocks are 0. Each depth of a stage is
 * drawn with a probability proportional to its number of block combinations.
 */
public final class UniformSampler {
    private final SpaceDefinition definition;
    private final GeneLayout genes;
    private final GenomeCounts counts;
    private final int length;

    public UniformSampler(SpaceDefinition definition, GeneLayout genes, GenomeCounts counts, int length) {
        this.definition = definition;
        this.genes = genes;
        this.counts = counts;
        this.length = length;
    }

    public Genome draw(RandomGenerator random) {
        int[] genome = new int[length];
        drawGene(genome, genes.resolution, definition.resolutions(), random);
        drawGene(genome, genes.width, definition.widthMultipliers(), random);
        drawGene(genome, genes.networkAttributes, definition.networkAttributeCombinations(), random);
        drawGene(genome, genes.stem, definition.stems().getFirst(), random);
        for (int s = 0; s < definition.stages().size(); s++) {
            drawStage(genome, s, random);
        }
        drawGene(genome, genes.head, definition.heads().getFirst(), random);
        return Genome.of(genome);
    }

    private void drawStage(int[] genome, int index, RandomGenerator random) {
        Stage stage = definition.stages().get(index);
        GeneLayout.StageGenes stageGenes = genes.stages.get(index);
        drawGene(genome, stageGenes.stride(), stage.strides(), random);
        drawGene(genome, stageGenes.channels(), stage.channels(), random);
        drawGene(genome, stageGenes.stageAttributes(), stage.stageAttributeCombinations(), random);
        int depth = weightedIndex(counts.blockCombinations(index), random);
        if (stageGenes.depth() != GeneLayout.NO_GENE) {
            genome[stageGenes.depth()] = depth;
        }
        for (int p = 0; p < stage.depths().get(depth); p++) {
            drawGene(
                    genome,
                    stageGenes.blocks()[p],
                    stage.blockChoices().getFirst().getFirst().alternatives(p),
                    random);
        }
    }

    private static void drawGene(int[] genome, int gene, List<?> alternatives, RandomGenerator random) {
        if (gene != GeneLayout.NO_GENE) {
            genome[gene] = random.nextInt(alternatives.size());
        }
    }

    /** An index whose probability is exactly its weight divided by the sum of weights. */
    private static int weightedIndex(List<BigInteger> weights, RandomGenerator random) {
        BigInteger rest = randomBelow(weights.stream().reduce(BigInteger.ZERO, BigInteger::add), random);
        int index = 0;
        while (rest.compareTo(weights.get(index)) >= 0) {
            rest = rest.subtract(weights.get(index));
            index++;
        }
        return index;
    }

    private static BigInteger randomBelow(BigInteger bound, RandomGenerator random) {
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
