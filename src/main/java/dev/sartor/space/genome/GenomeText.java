package dev.sartor.space.genome;

import dev.sartor.base.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Text form of genomes: a base-36 digit per gene, or decimal numbers separated by dots if some gene has more alternatives. */
public final class GenomeText {
    private final List<Gene> genes;
    private final boolean oneDigitPerGene;

    public GenomeText(List<Gene> genes) {
        this.genes = genes;
        oneDigitPerGene = genes.stream().allMatch(g -> g.size() <= Character.MAX_RADIX);
    }

    public String format(Genome genome) {
        return Arrays.stream(genome.toArray())
                .mapToObj(c -> Integer.toString(c, oneDigitPerGene ? Character.MAX_RADIX : 10))
                .collect(Collectors.joining(oneDigitPerGene ? "" : "."));
    }

    /**
     * The genome of a text.
     *
     * @param space the name of the space, for messages
     */
    public Genome parse(String text, String space) {
        String[] parts = text.isEmpty() ? new String[0] : oneDigitPerGene ? text.split("") : text.split("\\.", -1);
        if (parts.length != genes.size()) {
            throw error(text, "a genome of space " + space + " has " + genes.size() + " genes, not " + parts.length);
        }
        int[] choices = new int[parts.length];
        for (int g = 0; g < parts.length; g++) {
            choices[g] = choice(text, parts[g], genes.get(g));
        }
        return Genome.of(choices);
    }

    private int choice(String text, String part, Gene gene) {
        try {
            int choice = Integer.parseInt(part, oneDigitPerGene ? Character.MAX_RADIX : 10);
            if (choice >= 0 && choice < gene.size()) {
                return choice;
            }
        } catch (NumberFormatException e) {
            // reported like a number out of range
        }
        throw error(
                text,
                "gene " + gene.name() + " has " + gene.size() + " alternatives, and '" + part + "' is not one of them");
    }

    private static UserError error(String text, String what) {
        return new UserError(what, "genome '" + text + "'", "give a genome of this space");
    }
}
