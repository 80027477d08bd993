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
 * Checks that two combinations of shared attributes, of a stage or of the whole network, never give the same blocks, so that
 * different genomes are different architectures.
 */
final class AmbiguityCheck {
    private AmbiguityCheck() {}

    /** @param space the whole file, for its location */
    static void check(YamlFields space, SpaceDefinition definition) {
        for (Stage stage : definition.stages()) {
            for (List<BlockChoices> alternatives : stage.blockChoices()) {
                if (intersect(
                        alternatives.stream().map(BlockChoices::firstBlock).toList())) {
                    throw new UserError(
                            "some alternatives of the stage's first block do not have an attribute that is a choice"
                                    + " for the whole stage",
                            stage.location(),
                            "set that attribute in the blocks, or leave out the alternatives without it");
                }
            }
        }
        if (intersect(definition.stems())
                && intersect(definition.heads())
                && definition.stages().stream().allMatch(s -> intersect(firstBlocks(s)))) {
            throw space.location()
                    .error(
                            "an attribute is a choice for the whole network, but stem, head and some blocks of each"
                                    + " stage do not have it",
                            "set that attribute in the stages or blocks that have it");
        }
    }

    /** For each combination of the network's shared attributes, the alternatives of the stage's first block. */
    private static List<List<Block>> firstBlocks(Stage stage) {
        return stage.blockChoices().stream()
                .map(ofStage ->
                        ofStage.stream().flatMap(m -> m.firstBlock().stream()).toList())
                .toList();
    }

    /** Whether any two of the sets have an element in common. */
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
