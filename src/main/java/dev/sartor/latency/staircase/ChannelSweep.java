package dev.sartor.latency.staircase;

import dev.sartor.arch.Block;
import dev.sartor.arch.BlockDescription;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * A block of stride 1 with different numbers of channels; it has as many output as input channels.
 *
 * @param label  block string without repeats, stride and channels
 * @param words  description of the block, for sentences
 * @param height height of its input and output, in pixels
 * @param width  width of its input and output, in pixels
 * @param units  the block with its input shape by the number of channels, in ascending order
 */
public record ChannelSweep(String label, String words, int height, int width, SequencedMap<Integer, Unit> units) {

    /**
     * The numbers of channels of a sweep: the multiples of {@code step} up to {@code max}.
     *
     * @param step at least 1
     * @param max  at least two steps
     */
    public record Range(int step, int max) {
        public Range {
            if (step < 1 || max < 2L * step) {
                throw new IllegalArgumentException(
                        "A sweep up to " + max + " channels in steps of " + step + " has fewer than two points");
            }
        }

        private IntStream channels() {
            return IntStream.rangeClosed(1, max / step).map(i -> i * step);
        }
    }

    /**
     * The sweeps of blocks of a space, each at the largest resolution at which the space has it. Numbers of channels that the
     * block's groups do not divide are left out.
     *
     * @param labels labels of the blocks; if there are none, at most {@code maxBlocks} different blocks are chosen
     * @throws UserError if the space does not have a block of that label
     */
    public static List<ChannelSweep> of(SearchSpace space, List<String> labels, int maxBlocks, Range range) {
        SequencedMap<String, Unit> largest = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Unit unit : space.units()) {
            if (unit.part() instanceof Block block && !(block instanceof Block.Identity)) {
                String label = BlockStrings.label(block);
                counts.merge(label, 1, Integer::sum);
                largest.merge(label, unit, (a, b) -> area(b) > area(a) ? b : a);
            }
        }
        List<String> chosen = labels.isEmpty() ? variedLabels(largest, counts, maxBlocks) : labels;
        return chosen.stream()
                .distinct()
                .map(label -> of(unitOf(space, label, largest), range))
                .filter(sweep -> sweep.units().size() > 1)
                .toList();
    }

    /** Number of different blocks that the units of a space have, without identities. */
    public static int blockCount(SearchSpace space) {
        return (int) space.units().stream()
                .filter(u -> u.part() instanceof Block && !(u.part() instanceof Block.Identity))
                .map(u -> BlockStrings.label((Block) u.part()))
                .distinct()
                .count();
    }

    private static long area(Unit unit) {
        return (long) unit.output().height() * unit.output().width();
    }

    /**
     * Labels of blocks of different kinds: the kinds take turns, those at large resolutions first. Of each kind come first the
     * blocks that the space has at most positions.
     */
    private static List<String> variedLabels(SequencedMap<String, Unit> largest, Map<String, Integer> counts, int max) {
        Map<String, List<String>> byKind = new LinkedHashMap<>();
        largest.entrySet().stream()
                .sorted(Comparator.comparingLong(e -> -area(e.getValue())))
                .forEachOrdered(e -> byKind.computeIfAbsent(e.getValue().kind(), _ -> new ArrayList<>())
                        .add(e.getKey()));
        byKind.values().forEach(labels -> labels.sort((a, b) -> counts.get(b) - counts.get(a)));
        List<String> chosen = new ArrayList<>();
        for (int rank = 0; rank < largest.size(); rank++) {
            for (List<String> labels : byKind.values()) {
                if (rank < labels.size() && chosen.size() < max) {
                    chosen.add(labels.get(rank));
                }
            }
        }
        return chosen;
    }

    private static Unit unitOf(SearchSpace space, String label, SequencedMap<String, Unit> units) {
        Unit unit = units.get(label);
        if (unit == null) {
            throw new UserError(
                    "there is no block '" + label + "' in the space",
                    "space '" + space.name() + "'",
                    Suggestions.fix(label, units.keySet()));
        }
        return unit;
    }

    private static ChannelSweep of(Unit example, Range range) {
        Block block = ((Block) example.part()).withStride(1);
        Shape shape = example.output();
        SequencedMap<Integer, Unit> units = new LinkedHashMap<>();
        range.channels().forEach(channels -> {
            try {
                Unit unit = new Unit(Lowering.lower(block.withChannels(channels), shape.withChannels(channels)));
                if (!unit.isEmpty()) {
                    units.put(channels, unit);
                }
            } catch (UserError e) {
                // left out: the block's groups do not divide the channels
            }
        });
        return new ChannelSweep(
                BlockStrings.label(block), BlockDescription.of(block), shape.height(), shape.width(), units);
    }
}
