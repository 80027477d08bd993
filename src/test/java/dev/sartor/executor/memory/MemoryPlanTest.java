package dev.sartor.executor.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.executor.kernel.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
    private final ArrayPool pool = new ArrayPool();
    private final MemoryPlan plan = new MemoryPlan();

    private record PlacedTile(Lifetime life, int from, int to) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tensorsWithOverlappingLifetimesNeverShareMemory(long seed) {
        var random = new SplittableRandom(seed);
        List<PlacedTile> placed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(40);
            var life = new Lifetime(from, from + random.nextInt(10));
            int blocks = random.nextInt(1, 4);
            plan.tile(
                    life,
                    blocks,
                    random.nextInt(1, 100),
                    t -> placed.add(new PlacedTile(life, t.offset(), t.blockOffset(blocks))));
        }
        plan.allocate(pool);
        for (PlacedTile a : placed) {
            for (PlacedTile b : placed) {
                assertTrue(a == b || !a.life.overlaps(b.life) || a.to <= b.from || b.to <= a.from, a + " and " + b);
            }
        }
    }

    @Test
    void tensorsWithDisjointLifetimesShareMemory() {
        List<Tile> tiles = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            // 2 blocks of 16 channels, 10 rows
            plan.tile(new Lifetime(i, i), 2, 10, tiles::add);
        }
        // with one row as a gap after each block
        assertEquals(2 * 11 * 16 * 4, plan.allocate(pool).bytes());
        assertTrue(tiles.stream().allMatch(t -> t.offset() == tiles.getFirst().offset()));
    }

    @Test
    void arraysOfSumsAreSharedOnlyIfTheirLifetimesAreDisjoint() {
        List<double[][]> sums = new ArrayList<>();
        // three arrays each, of 10, 20 and 30 values
        // Lifetime: first and last step
        plan.sums(new Lifetime(0, 2), 3, 10, sums::add);
        plan.sums(new Lifetime(2, 4), 3, 20, sums::add);
        plan.sums(new Lifetime(3, 5), 3, 30, sums::add);
        plan.allocate(pool);
        assertSame(sums.get(0), sums.get(1));
        assertTrue(sums.get(0)[2].length >= 30);
        assertNotSame(sums.get(0), sums.get(2));
    }

    @Test
    void aTensorLargerThanAnArrayIsAUserError() {
        var life = new Lifetime(0, 0);
        assertTrue(assertThrows(UserError.class, () -> plan.tile(life, 100, 20_000_000, _ -> {}))
                .where()
                .contains("batch"));
    }

    @Test
    void closedPlansReturnTheirArraysToThePool() {
        plan.tile(new Lifetime(0, 0), 1, 100, _ -> {});
        plan.sums(new Lifetime(0, 0), 1, 50, _ -> {});
        plan.allocate(pool).close();
        // 100 rows of 16 channels
        float[] floats = pool.floats(1600);
        double[] doubles = pool.doubles(50);
        pool.release(floats);
        pool.release(doubles);
        assertNotSame(floats, pool.floats(1_000_000), "too small");
        assertSame(doubles, pool.doubles(10), "the smallest that is large enough");
        assertNotSame(doubles, pool.doubles(10), "it is in use");
    }
}
