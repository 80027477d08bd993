package dev.sartor.space.genome;

import dev.sartor.space.SearchSpace;
import java.util.Arrays;

/** A genome: an immutable vector of choices, one for each gene of a {@link SearchSpace}. Only that space can interpret it. */
public final class Genome {
    private final byte[] choices;

    private Genome(byte[] choices) {
        this.choices = choices;
    }

    /** A genome of these choices, each from 0 to 255. */
    public static Genome of(int... choices) {
        byte[] bytes = new byte[choices.length];
        for (int i = 0; i < choices.length; i++) {
            if (choices[i] < 0 || choices[i] >= Gene.MAX_ALTERNATIVES) {
                throw new IllegalArgumentException("Gene " + i + " cannot hold choice " + choices[i]);
            }
            bytes[i] = (byte) choices[i];
        }
        return new Genome(bytes);
    }

    /** A genome of these choices as unsigned bytes. */
    public static Genome ofBytes(byte[] choices) {
        return new Genome(choices.clone());
    }

    /** The choice of a gene. */
    public int choice(int gene) {
        return Byte.toUnsignedInt(choices[gene]);
    }

    /** The number of genes. */
    public int length() {
        return choices.length;
    }

    /** The number of genes in which two genomes of the same length differ. */
    public int hammingDistance(Genome other) {
        int differences = 0;
        for (int i = 0; i < choices.length; i++) {
            differences += choices[i] == other.choices[i] ? 0 : 1;
        }
        return differences;
    }

    /** The same genome with another choice for one gene. */
    public Genome with(int gene, int choice) {
        int[] all = toArray();
        all[gene] = choice;
        return of(all);
    }

    /** The choices as unsigned bytes, in a new array. */
    public byte[] toBytes() {
        return choices.clone();
    }

    public int[] toArray() {
        int[] all = new int[choices.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = choice(i);
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Genome genome && Arrays.equals(choices, genome.choices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(choices);
    }

    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
