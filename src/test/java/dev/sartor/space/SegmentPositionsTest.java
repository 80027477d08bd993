package dev.sartor.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentPositionsTest {

    static List<SearchSpace> shipped() {
        return SpaceFile.readAll(SpaceFile.FOLDER);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everySegmentIsAUnitOfItsPosition(SearchSpace space) {
        Map<String, Set<String>> keys = SegmentPositions.unitsByPosition(space).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> e.getValue().stream().map(Unit::key).collect(Collectors.toSet())));
        var random = new SplittableRandom(5);
        for (int i = 0; i < 50; i++) {
            Genome genome = space.sample(random);
            Network network = Lowering.lower(space.decode(genome));
            List<String> positions = SegmentPositions.positions(space, genome);
            assertEquals(network.segments().size(), positions.size());
            for (int s = 0; s < positions.size(); s++) {
                assertTrue(
                        keys.get(positions.get(s))
                                .contains(network.segments().get(s).key()),
                        positions.get(s));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyUnitHasAPosition(SearchSpace space) {
        Set<String> placed = SegmentPositions.unitsByPosition(space).values().stream()
                .flatMap(Set::stream)
                .map(Unit::key)
                .collect(Collectors.toSet());
        assertEquals(space.unitGraph().units().stream().map(Unit::key).collect(Collectors.toSet()), placed);
    }

    @Test
    void stagesAndBlocksAreCountedFromOne() {
        SearchSpace space = Spaces.shipped("nas-bench-macro");
        assertEquals(
                List.of(
                        "stem",
                        "stage1.block1",
                        "stage1.block2",
                        "stage2.block1",
                        "stage2.block2",
                        "stage2.block3",
                        "stage3.block1",
                        "stage3.block2",
                        "stage3.block3",
                        "head"),
                List.copyOf(SegmentPositions.unitsByPosition(space).keySet()));
    }
}
