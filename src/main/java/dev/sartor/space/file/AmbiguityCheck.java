package dev.sartor.space.file;

import dev.sartor.arch.Block;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.space.genome.BlockChoices;
import dev.sartor.space.genome.SpaceDefinition;
import dev.sartor.space.genome.Stage;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that two settings of a stage or of the whole network never give the same blocks, so that different genomes are
 * different architectures.
 */
final class AmbiguityCheck {
    private AmbiguityCheck() {}

    static void check(YamlFields space, SpaceDefinition c) {
        for (Stage stage : c.stages()) {
            for (List<BlockChoices> menus : stage.blockChoices()) {
                if (intersect(menus.stream().map(BlockChoices::first).toList())) {
                    throw new UserError(
                            "a choice for the whole stage does not reach every alternative of its first block",
                            stage.location(),
                            "state that choice in the blocks, or leave out those that do not use it");
                }
            }
        }
        if (intersect(c.stems())
                && intersect(c.heads())
                && c.stages().stream().allMatch(s -> intersect(firstBlocks(s)))) {
            throw space.place()
                    .error(
                            "a choice for the whole network reaches neither stem nor head nor every block of a stage",
                            "state that choice in the stages or blocks that use it");
        }
    }

    /** The alternatives of a stage's first block, by the network's setting. */
    private static List<List<Block>> firstBlocks(Stage stage) {
        return stage.blockChoices().stream()
                .map(own -> own.stream().flatMap(m -> m.first().stream()).toList())
                .toList();
    }

    private static boolean intersect(List<? extends Collection<?>> sets) {
        Set<Object> seen = new HashSet<>();
        for (Collection<?> set : sets) {
            if (!Collections.disjoint(seen, set)) {
                return true;
            }
            seen.addAll(set);
        }
        return false;
    }
}
