package dev.sartor.space.genome;

import dev.sartor.arch.Multipliers;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The canonical form of the choices that the width multiplier scales: stem, the channels of each stage, head. Rounding can
 * make different choices equal (24 and 32 channels are both 8 at alpha 0.25; 32 at 0.75 is 24 at 1). Of equal genomes, the
 * canonical one has the first multiplier and, for each part, the first choice.
 */
public final class CanonicalWidths {
    /** By part (stem, stages, head), then by multiplier: the scaled widths of the part's choices. */
    private final List<List<List<Object>>> places = new ArrayList<>();

    private final int[] slots;
    private final int alphas;
    private final int alphaSlot;
    private final boolean distinct;

    public CanonicalWidths(SpaceDefinition c, GeneLayout genes) {
        // the stems and heads of other network settings differ only in their activation function
        add(c, c.stems().getFirst(), c.multipliers()::widen);
        c.stages().forEach(stage -> add(c, stage.channels(), Multipliers::width));
        add(c, c.heads().getFirst(), c.multipliers()::widen);
        slots = new int[places.size()];
        slots[0] = genes.stem;
        for (int s = 0; s < c.stages().size(); s++) {
            slots[s + 1] = genes.stages.get(s).channels();
        }
        slots[slots.length - 1] = genes.head;
        alphas = c.widthMultipliers().size();
        alphaSlot = genes.width;
        distinct = count().equals(combinations());
    }

    private <T> void add(SpaceDefinition c, List<T> choices, BiFunction<T, Double, T> widen) {
        places.add(c.widthMultipliers().stream()
                .map(a -> choices.stream()
                        .map(choice -> (Object) widen.apply(choice, a))
                        .toList())
                .toList());
    }

    /** The number of different combinations of widths over all multipliers. */
    BigInteger count() {
        // counts prefixes by the set of multipliers that can express them, so that combinations are not enumerated
        Map<Set<Integer>, BigInteger> prefixes = Map.of(all(), BigInteger.ONE);
        for (List<List<Object>> place : places) {
            Map<Set<Integer>, BigInteger> longer = new HashMap<>();
            prefixes.forEach((able, ways) -> values(place).forEach(value -> {
                Set<Integer> still = new LinkedHashSet<>(able);
                still.removeIf(a -> !place.get(a).contains(value));
                if (!still.isEmpty()) {
                    longer.merge(still, ways, BigInteger::add);
                }
            }));
            prefixes = longer;
        }
        return prefixes.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** The genome with the first width genes that give the same widths. */
    public Genome canonical(Genome genome) {
        if (distinct) {
            return genome;
        }
        int[] canonical = genome.toArray();
        int alpha = GeneLayout.choice(genome, alphaSlot);
        for (int first = 0; first <= alpha; first++) {
            if (reexpress(canonical, alpha, first)) {
                return Genome.of(canonical);
            }
        }
        throw new IllegalStateException("multiplier " + alpha + " cannot express its own widths");
    }

    private boolean reexpress(int[] genome, int alpha, int by) {
        int[] choices = new int[slots.length];
        for (int p = 0; p < slots.length; p++) {
            Object value = places.get(p).get(alpha).get(slots[p] == GeneLayout.FIXED ? 0 : genome[slots[p]]);
            choices[p] = places.get(p).get(by).indexOf(value);
            if (choices[p] < 0) {
                return false;
            }
        }
        for (int p = 0; p < slots.length; p++) {
            if (slots[p] != GeneLayout.FIXED) {
                genome[slots[p]] = choices[p];
            }
        }
        if (alphaSlot != GeneLayout.FIXED) {
            genome[alphaSlot] = by;
        }
        return true;
    }

    private BigInteger combinations() {
        return places.stream()
                .map(p -> BigInteger.valueOf(p.getFirst().size()))
                .reduce(BigInteger.valueOf(alphas), BigInteger::multiply);
    }

    private Set<Integer> all() {
        Set<Integer> all = new LinkedHashSet<>();
        for (int a = 0; a < alphas; a++) {
            all.add(a);
        }
        return all;
    }

    private static Set<Object> values(List<List<Object>> place) {
        Set<Object> values = new LinkedHashSet<>();
        place.forEach(values::addAll);
        return values;
    }
}
