package dev.sartor.supernet;

import dev.sartor.arch.BlockKind;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of networks that share momentum: networks whose blocks are of the same kind at the first position where blocks of several
 * kinds can be chosen. Their gradients resemble each other more than those of all networks do (momentum separation, arXiv 2503.10740).
 */
final class MomentumGroups {
    private static final int NO_GENE = -1;

    /** The index of the first gene whose choices are blocks of several kinds. */
    private final int gene;

    /** The kind of each choice of this gene. */
    private final List<BlockKind> kindOfChoice;

    private final List<BlockKind> kinds;

    MomentumGroups(SearchSpace space) {
        gene = IntStream.range(0, space.genes().size())
                .filter(g -> kinds(space.genes().get(g)).size() > 1)
                .findFirst()
                .orElse(NO_GENE);
        kindOfChoice = gene == NO_GENE ? List.of() : space.genes().get(gene).kinds();
        kinds = kindOfChoice.stream().distinct().toList();
    }

    /** The different kinds of a block gene's choices; none for other genes. */
    private static List<BlockKind> kinds(Gene gene) {
        return gene.role() == Gene.Role.BLOCK ? gene.kinds().stream().distinct().toList() : List.of();
    }

    /** The number of groups. */
    int count() {
        return Math.max(1, kinds.size());
    }

    /** The group of a network, counted from 0. */
    int of(Genome genome) {
        return gene == NO_GENE ? 0 : kinds.indexOf(kindOfChoice.get(genome.choice(gene)));
    }
}
