package dev.sartor.space.genome;

import java.util.Arrays;
import java.util.List;

/** Some genes of a genome as one mixed-radix number; the last gene is its least significant digit. */
final class MixedRadix {
    private final int[] slots;
    private final int[] radices;

    private MixedRadix(int[] slots, int[] radices) {
        this.slots = slots;
        this.radices = radices;
    }

    static MixedRadix none() {
        return new MixedRadix(new int[0], new int[0]);
    }

    /** With one more digit at the end; unchanged for {@link GeneLayout#FIXED}, whose only choice is 0. */
    MixedRadix withDigit(int slot, List<?> alternatives) {
        return slot == GeneLayout.FIXED ? this : new MixedRadix(with(slots, slot), with(radices, alternatives.size()));
    }

    private static int[] with(int[] array, int last) {
        int[] longer = Arrays.copyOf(array, array.length + 1);
        longer[array.length] = last;
        return longer;
    }

    int index(Genome genome) {
        int index = 0;
        for (int d = 0; d < slots.length; d++) {
            index = index * radices[d] + genome.at(slots[d]);
        }
        return index;
    }

    /** Sets the genes that an index encodes. */
    void decodeInto(int index, int[] genome) {
        int rest = index;
        for (int d = slots.length - 1; d >= 0; d--) {
            genome[slots[d]] = rest % radices[d];
            rest /= radices[d];
        }
    }
}
