package dev.sartor.space;

import dev.sartor.arch.Block;
import dev.sartor.space.yaml.Fields;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Sees to it that a choice for a stage or for the whole network is a real one: that two settings never give the same
 * blocks, so that different genomes are different architectures.
 */
final class Distinct {
    private Distinct() {
    }

    static void check(Fields space, Choices c) {
        for (Stage stage : c.stages()) {
            for (List<Menu> menus : stage.menus()) {
                if (overlap(menus.stream().map(Menu::first).toList())) {
                    throw new dev.sartor.arch.UserError(
                            "a choice for the whole stage does not reach every alternative of its first block",
                            stage.place(), "state that choice in the blocks, or leave out the block that does not use it");
                }
            }
        }
        int n = c.settings().size();
        boolean real = !overlap(c.stems()) || !overlap(c.heads())
                || c.stages().stream().anyMatch(s -> !overlap(IntStream.range(0, n).mapToObj(i -> firsts(s, i)).toList()));
        if (!real) {
            throw space.place().error("a choice for the whole network reaches neither stem nor head nor every block of a stage",
                    "state that choice in the stages or blocks that use it");
        }
    }

    private static List<Block> firsts(Stage stage, int networkSetting) {
        return stage.menus().get(networkSetting).stream().flatMap(m -> m.first().stream()).toList();
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
