package dev.sartor.executor.memory;

import dev.sartor.base.UserError;
import dev.sartor.executor.kernel.Tile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who needs how much memory when: tensors whose lifetimes do not overlap share it. Large ones are placed first, each at
 * the lowest offset that is free throughout its life (greedy by size, arXiv 2001.03288, section 5.2).
 */
public final class MemoryPlan {
    /** Floats of an array: the longest that Java allows, in whole rows. */
    private static final long SLAB = (Integer.MAX_VALUE - 64) / Tile.LANES * Tile.LANES;

    private final List<Claim> claims = new ArrayList<>();
    private final List<SumsClaim> sums = new ArrayList<>();

    private record Claim(Lifetime life, long size, int step, Consumer<Tile> owner) {}

    private record SumsClaim(Lifetime life, int count, int size, Consumer<double[][]> owner) {}

    private record Placed(Claim claim, long offset) {
        long end() {
            return offset + claim.size();
        }
    }

    /** Claims room for so many blocks of rows, which {@code owner} receives when all claims are known. */
    void tile(Lifetime life, int blocks, int rows, Consumer<Tile> owner) {
        long step = TileLayout.step(rows);
        if (blocks * step > SLAB) {
            throw new UserError(
                    "one layer's values do not fit into an array of 2^31 floats",
                    "batch size",
                    "train with a smaller batch or a lower resolution");
        }
        claims.add(new Claim(life, blocks * step, (int) step, owner));
    }

    /** Claims {@code count} arrays of at least {@code size} doubles. */
    void sums(Lifetime life, int count, int size, Consumer<double[][]> owner) {
        sums.add(new SumsClaim(life, count, size, owner));
    }

    /** Gives every owner its memory. */
    public PlanBuffers place(ArrayPool pool) {
        List<Placed> placed = new ArrayList<>();
        claims.stream().sorted(Comparator.comparingLong(Claim::size).reversed()).forEach(c -> insert(placed, c));
        var memory = new PlanBuffers(
                pool, placed.stream().mapToLong(Placed::end).max().orElse(0), SLAB);
        placed.forEach(
                p -> p.claim().owner().accept(memory.tile(p.offset(), p.claim().step())));
        placeSums(memory);
        return memory;
    }

    /** Keeps {@code placed} in the order of offsets. */
    private static void insert(List<Placed> placed, Claim claim) {
        long offset = 0;
        for (Placed p : placed) {
            if (p.claim().life().overlaps(claim.life())) {
                if (within(offset, claim.size()) + claim.size() <= p.offset()) {
                    break;
                }
                offset = Math.max(offset, p.end());
            }
        }
        long at = within(offset, claim.size());
        int place = 0;
        while (place < placed.size() && placed.get(place).offset() <= at) {
            place++;
        }
        placed.add(place, new Placed(claim, at));
    }

    /** The first place from {@code offset} on where so many floats do not cross from one slab to the next. */
    private static long within(long offset, long size) {
        long left = SLAB - offset % SLAB;
        return size <= left ? offset : offset + left;
    }

    /** Arrays whose owners' lives have ended serve those that begin. */
    private void placeSums(PlanBuffers memory) {
        List<Slot> slots = new ArrayList<>();
        sums.sort(Comparator.comparingInt(c -> c.life().from()));
        for (SumsClaim claim : sums) {
            slots.stream()
                    .filter(s -> s.suits(claim))
                    .findFirst()
                    .orElseGet(() -> {
                        slots.add(new Slot());
                        return slots.getLast();
                    })
                    .claims
                    .add(claim);
        }
        for (Slot slot : slots) {
            int size = slot.claims.stream().mapToInt(SumsClaim::size).max().orElseThrow();
            double[][] arrays = memory.doubles(slot.claims.getFirst().count(), size);
            slot.claims.forEach(c -> c.owner().accept(arrays));
        }
    }

    /** Arrays that serve one claim after the other. */
    private static final class Slot {
        private final List<SumsClaim> claims = new ArrayList<>();

        boolean suits(SumsClaim claim) {
            return claims.getLast().count() == claim.count()
                    && claims.getLast().life().to() < claim.life().from();
        }
    }
}
