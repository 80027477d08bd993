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
 * Sees to it that a choice for a stage or for the whole network is a real one: that two settings never give the same
 * blocks, so that different genomes are different architectures.
 */
final class AmbiguityCheck {
    private AmbiguityCheck() {}

    static void check(YamlFields space, SpaceDefinition c) {
        for (Stage stage : c.stages()) {
            for (List<BlockChoices> menus : stage.menus()) {
                if (overlap(menus.stream().map(BlockChoices::first).toList())) {
                    throw new UserError(
                            "a choice for the whole stage does not reach every alternative of its first block",
                            stage.place(),
                            "state that choice in the blocks, or leave out those that do not use it");
                }
            }
        }
        if (overlap(c.stems()) && overlap(c.heads()) && c.stages().stream().allMatch(s -> overlap(firsts(s)))) {
            throw space.place()
                    .error(
                            "a choice for the whole network reaches neither stem nor head nor every block of a stage",
                            "state that choice in the stages or blocks that use it");
        }
    }

    /** What a stage's first block may be, by the network's setting. */
    private static List<List<Block>> firsts(Stage stage) {
        return stage.menus().stream()
                .map(own -> own.stream().flatMap(m -> m.first().stream()).toList())
                .toList();
    }

    private static boolean overlap(List<? extends Collection<?>> sets) {
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
