package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.base.UserError;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The canonical form of the genes that the width multiplier affects: stem, channels of each stage, and head. Channels are
 * multiplied by alpha, the width multiplier, and rounded to multiples of 8 or of the number that the space sets. This can make
 * different choices equal: 24 and 32 channels are both 8 at alpha 0.25; 32 at alpha 0.75 is 24 at alpha 1. The canonical genome
 * among equal ones has the first multiplier and, for each part, the first alternative.
 */
public final class CanonicalWidths {
    /** [part][multiplier][alternative]: the scaled stem, channels of a stage, or head; the parts are stem, stages, head. */
    private final List<List<List<Object>>> scaledChoices = new ArrayList<>();

    /** Sampling rejects genomes that are equal to another one, on average at most this many for each sample. */
    private static final long MAX_EQUAL = 1000;

    /** Maximum number of different sets of multipliers in {@link #count}, which limits its time. */
    private static final int MAX_SETS = 1000;

    /** The gene of each part. */
    private final int[] geneIndices;

    private final int multiplierCount;
    private final int widthGene;
    /** Whether no two choices are equal, so that every genome is canonical. */
    private final boolean distinct;

    public CanonicalWidths(SpaceDefinition definition, GeneLayout genes) {
        // stems and heads for other shared attributes differ only in their activation function
        add(definition, definition.stems().getFirst(), definition.multipliers()::scaled);
        definition
                .stages()
                .forEach(stage -> add(definition, stage.channels(), definition.multipliers()::blockChannels));
        add(definition, definition.heads().getFirst(), definition.multipliers()::scaled);
        geneIndices = new int[scaledChoices.size()];
        geneIndices[0] = genes.stem;
        for (int s = 0; s < definition.stages().size(); s++) {
            geneIndices[s + 1] = genes.stages.get(s).channels();
        }
        geneIndices[geneIndices.length - 1] = genes.head;
        multiplierCount = definition.widthMultipliers().size();
        widthGene = genes.width;
        BigInteger count = count();
        distinct = count.equals(combinations());
        if (count.multiply(BigInteger.valueOf(MAX_EQUAL)).compareTo(combinations()) < 0) {
            throw ambiguous("rounding makes most choices of channels equal");
        }
    }

    private static UserError ambiguous(String what) {
        return new UserError(
                what,
                "the space's width multipliers and channels",
                "leave out widths and channels that are equal after rounding");
    }

    private <T> void add(SpaceDefinition definition, List<T> choices, BiFunction<T, Double, T> scale) {
        scaledChoices.add(definition.widthMultipliers().stream()
                .map(a ->
                        choices.stream().map(choice -> scaled(choice, a, scale)).toList())
                .toList());
    }

    private static <T> Object scaled(T choice, double alpha, BiFunction<T, Double, T> scale) {
        try {
            T scaled = scale.apply(choice, alpha);
            if (scaled instanceof Integer channels) {
                // throws an exception if a block cannot have so many channels
                new Block.Identity(1, channels);
            }
            return scaled;
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage(),
                    "the space's width multiplier " + BlockStrings.formatNumber(alpha),
                    "leave out that width or the largest channels");
        }
    }

    /** The number of different combinations of stem, channels of the stages, and head, over all multipliers. */
    BigInteger count() {
        // partial combinations are counted, not enumerated: for each set of multipliers, how many can be produced by
        // exactly those
        Map<BitSet, BigInteger> counts = Map.of(allMultipliers(), BigInteger.ONE);
        for (List<List<Object>> alternatives : scaledChoices) {
            Map<BitSet, Integer> values = countByMultipliers(alternatives);
            Map<BitSet, BigInteger> longer = new HashMap<>();
            counts.forEach((multipliers, count) -> values.forEach((ofValue, number) -> {
                BitSet remaining = (BitSet) multipliers.clone();
                remaining.and(ofValue);
                if (!remaining.isEmpty()) {
                    longer.merge(remaining, count.multiply(BigInteger.valueOf(number)), BigInteger::add);
                }
            }));
            counts = longer;
            if (counts.size() > MAX_SETS) {
                throw ambiguous("too many width multipliers with different choices of channels");
            }
        }
        return counts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * Of one part: for each set of multipliers, the number of values that can be produced by exactly those.
     *
     * @param alternatives [multiplier][alternative]
     */
    private static Map<BitSet, Integer> countByMultipliers(List<List<Object>> alternatives) {
        Map<Object, BitSet> multipliers = new HashMap<>();
        for (int a = 0; a < alternatives.size(); a++) {
            for (Object value : alternatives.get(a)) {
                multipliers.computeIfAbsent(value, _ -> new BitSet()).set(a);
            }
        }
        Map<BitSet, Integer> counts = new HashMap<>();
        multipliers.values().forEach(m -> counts.merge(m, 1, Integer::sum));
        return counts;
    }

    /** The genome with the first width multiplier and alternatives that give the same channels. */
    public Genome canonical(Genome genome) {
        if (distinct) {
            return genome;
        }
        int[] canonical = genome.toArray();
        int alpha = GeneLayout.choice(genome, widthGene);
        for (int first = 0; first <= alpha; first++) {
            if (replaceMultiplier(canonical, alpha, first)) {
                return Genome.of(canonical);
            }
        }
        throw new IllegalStateException("Width multiplier " + alpha + " does not give its own channels");
    }

    /** Replaces a genome's multiplier {@code alpha} by {@code other} without a change of widths; false if that is impossible. */
    private boolean replaceMultiplier(int[] genome, int alpha, int other) {
        int[] choices = new int[geneIndices.length];
        for (int p = 0; p < geneIndices.length; p++) {
            Object value = scaledChoices
                    .get(p)
                    .get(alpha)
                    .get(geneIndices[p] == GeneLayout.NO_GENE ? 0 : genome[geneIndices[p]]);
            choices[p] = scaledChoices.get(p).get(other).indexOf(value);
            if (choices[p] < 0) {
                return false;
            }
        }
        for (int p = 0; p < geneIndices.length; p++) {
            if (geneIndices[p] != GeneLayout.NO_GENE) {
                genome[geneIndices[p]] = choices[p];
            }
        }
        if (widthGene != GeneLayout.NO_GENE) {
            genome[widthGene] = other;
        }
        return true;
    }

    /** The number of combinations of multiplier, stem, channels and head, including equal ones. */
    private BigInteger combinations() {
        return scaledChoices.stream()
                .map(p -> BigInteger.valueOf(p.getFirst().size()))
                .reduce(BigInteger.valueOf(multiplierCount), BigInteger::multiply);
    }

    private BitSet allMultipliers() {
        BitSet all = new BitSet();
        all.set(0, multiplierCount);
        return all;
    }
}
