package dev.sartor.supernet;

import dev.sartor.arch.BlockKind;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of networks that share momentum: those whose block is of the same kind at the first position that has a choice of
 * several kinds. Their gradients resemble each other more than those of all networks do (momentum separation, arXiv 2503.10740).
 */
final class MomentumGroups {
    /** The first gene whose choices are blocks of several kinds; -1 if there is none. */
    private final int gene;

    private final List<BlockKind> kindOfChoice;
    private final List<BlockKind> kinds;

    MomentumGroups(SearchSpace space) {
        gene = IntStream.range(0, space.genes().size())
                .filter(g -> kinds(space.genes().get(g)).size() > 1)
                .findFirst()
                .orElse(-1);
        kindOfChoice = gene < 0 ? List.of() : space.genes().get(gene).kinds();
        kinds = kindOfChoice.stream().distinct().toList();
    }

    private static List<BlockKind> kinds(Gene gene) {
        return gene.role() == Gene.Role.BLOCK ? gene.kinds().stream().distinct().toList() : List.of();
    }

    /** The number of groups. */
    int count() {
        return Math.max(1, kinds.size());
    }

    /** The group of a network, counted from 0. */
    int of(Genome genome) {
        return gene < 0 ? 0 : kinds.indexOf(kindOfChoice.get(genome.choice(gene)));
    }
}
