package dev.sartor.space.genome;

import java.util.Arrays;
import java.util.List;

/** Encodes some genes of a genome as one mixed-radix number, with a digit per gene; the last gene is the least significant. */
final class MixedRadix {
    private final int[] genes;
    private final int[] radices;

    private MixedRadix(int[] genes, int[] radices) {
        this.genes = genes;
        this.radices = radices;
    }

    static MixedRadix empty() {
        return new MixedRadix(new int[0], new int[0]);
    }

    /** The same with one more digit at the end; unchanged for {@link GeneLayout#NO_GENE}, whose only choice is 0. */
    MixedRadix withDigit(int gene, List<?> alternatives) {
        return gene == GeneLayout.NO_GENE
                ? this
                : new MixedRadix(append(genes, gene), append(radices, alternatives.size()));
    }

    private static int[] append(int[] array, int last) {
        int[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = last;
        return longer;
    }

    /** The number that encodes the choices of these genes in a genome. */
    int index(Genome genome) {
        int index = 0;
        for (int d = 0; d < genes.length; d++) {
            index = index * radices[d] + genome.choice(genes[d]);
        }
        return index;
    }

    /** Sets the genes to the choices that an index encodes. */
    void decodeInto(int index, int[] genome) {
        int rest = index;
        for (int d = genes.length - 1; d >= 0; d--) {
            genome[genes[d]] = rest % radices[d];
            rest /= radices[d];
        }
    }
}
