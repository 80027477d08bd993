package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.BlockKind;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentumGroupsTest {
    @Test
    void networksAreGroupedByTheKindOfTheirFirstBlock() {
        var groups = new MomentumGroups(TinySupernet.SPACE);
        assertEquals(3, groups.count());
        Map<BlockKind, Integer> groupOfKind = new HashMap<>();
        TinySupernet.genomes(TinySupernet.SPACE, 100, 1).forEach(genome -> {
            BlockKind kind =
                    TinySupernet.SPACE.decode(genome).blocks().getFirst().kind();
            assertEquals(groupOfKind.computeIfAbsent(kind, _ -> groups.of(genome)), groups.of(genome));
        });
        assertEquals(3, groupOfKind.values().stream().distinct().count());
    }

    @Test
    void aSpaceWithoutAChoiceOfKindsIsOneGroup() {
        SearchSpace space = SpaceFile.find("mobilenet-v3-like");
        var groups = new MomentumGroups(space);
        assertEquals(1, groups.count());
        TinySupernet.genomes(space, 5, 1).forEach(genome -> assertEquals(0, groups.of(genome)));
    }
}
