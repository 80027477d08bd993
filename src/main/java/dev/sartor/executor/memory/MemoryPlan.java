package dev.sartor.executor.memory;

import dev.sartor.base.UserError;
import dev.sartor.executor.kernel.Tile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Assigns offsets to tensors so that those with disjoint lifetimes share memory. Large tensors are placed first, each at the
 * lowest offset that is free for its whole lifetime (greedy by size, arXiv 2001.03288, section 5.2).
 */
public final class MemoryPlan {
    /** The number of array lengths just below 2^31 that some JVMs do not support. */
    private static final int UNSUPPORTED = 64;
    /** Floats of one array: the longest that Java allows, in whole rows of 16 floats. */
    private static final long ARRAY_FLOATS = (Integer.MAX_VALUE - UNSUPPORTED) / Tile.LANES * Tile.LANES;

    private final List<TileRequest> requests = new ArrayList<>();
    private final List<SumsRequest> sums = new ArrayList<>();

    /**
     * A request for a tensor.
     *
     * @param size        number of floats
     * @param blockStride floats from one block of channels to the next
     * @param owner       receives the tensor
     */
    private record TileRequest(Lifetime lifetime, long size, int blockStride, Consumer<Tile> owner) {}

    private record SumsRequest(Lifetime lifetime, int count, int size, Consumer<double[][]> owner) {}

    private record PlacedTile(TileRequest request, long offset) {
        long end() {
            return offset + request.size();
        }
    }

    /**
     * Requests a tensor of {@code blocks} blocks (of 16 channels) of {@code rows} rows (pixels); {@code owner} receives it from
     * {@link #allocate}.
     */
    void tile(Lifetime life, int blocks, int rows, Consumer<Tile> owner) {
        long blockStride = TileLayout.blockStride(rows);
        if (blocks * blockStride > ARRAY_FLOATS) {
            throw new UserError(
                    "the values of one layer do not fit into an array of 2^31 floats",
                    "batch size",
                    "train with a smaller batch or a lower resolution");
        }
        requests.add(new TileRequest(life, blocks * blockStride, (int) blockStride, owner));
    }

    /** Requests {@code count} arrays of at least {@code size} doubles; {@code owner} receives them from {@link #allocate}. */
    void sums(Lifetime life, int count, int size, Consumer<double[][]> owner) {
        sums.add(new SumsRequest(life, count, size, owner));
    }

    /** Allocates the memory and passes each owner what it requested. */
    public PlanBuffers allocate(ArrayPool pool) {
        List<PlacedTile> placed = new ArrayList<>();
        requests.stream()
                .sorted(Comparator.comparingLong(TileRequest::size).reversed())
                .forEach(r -> insert(placed, r));
        var memory = new PlanBuffers(
                pool, placed.stream().mapToLong(PlacedTile::end).max().orElse(0), ARRAY_FLOATS);
        placed.forEach(p ->
                p.request().owner().accept(memory.tile(p.offset(), p.request().blockStride())));
        placeSums(memory);
        return memory;
    }

    /** Inserts a request; keeps {@code placed} in the order of offsets. */
    private static void insert(List<PlacedTile> placed, TileRequest request) {
        long offset = 0;
        for (PlacedTile p : placed) {
            if (p.request().lifetime().overlaps(request.lifetime())) {
                if (alignToArray(offset, request.size()) + request.size() <= p.offset()) {
                    break;
                }
                offset = Math.max(offset, p.end());
            }
        }
        long aligned = alignToArray(offset, request.size());
        int index = 0;
        while (index < placed.size() && placed.get(index).offset() <= aligned) {
            index++;
        }
        placed.add(index, new PlacedTile(request, aligned));
    }

    /** The first offset from {@code offset} on where {@code size} floats lie within one array. */
    private static long alignToArray(long offset, long size) {
        long left = ARRAY_FLOATS - offset % ARRAY_FLOATS;
        return size <= left ? offset : offset + left;
    }

    /** Gives each request for doubles the arrays of one whose lifetime has ended, or else new ones. */
    private void placeSums(PlanBuffers memory) {
        List<Slot> slots = new ArrayList<>();
        sums.sort(Comparator.comparingInt(c -> c.lifetime().from()));
        for (SumsRequest request : sums) {
            slots.stream()
                    .filter(s -> s.fits(request))
                    .findFirst()
                    .orElseGet(() -> {
                        slots.add(new Slot());
                        return slots.getLast();
                    })
                    .requests
                    .add(request);
        }
        for (Slot slot : slots) {
            int size = slot.requests.stream().mapToInt(SumsRequest::size).max().orElseThrow();
            double[][] arrays = memory.doubles(slot.requests.getFirst().count(), size);
            slot.requests.forEach(c -> c.owner().accept(arrays));
        }
    }

    /** Arrays that serve several requests in succession. */
    private static final class Slot {
        private final List<SumsRequest> requests = new ArrayList<>();

        boolean fits(SumsRequest request) {
            return requests.getLast().count() == request.count()
                    && requests.getLast().lifetime().to() < request.lifetime().from();
        }
    }
}
