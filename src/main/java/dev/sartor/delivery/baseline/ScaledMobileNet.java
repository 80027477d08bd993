package dev.sartor.delivery.baseline;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.arch.Task;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * MobileNetV2 (arXiv 1801.04381), uniformly scaled: by a width multiplier alpha on all its channels, including those of the last
 * convolution, and by a resolution. On small images the first strides become 1, so that the last feature map has at least 4x4
 * pixels, as is usual for CIFAR. Otherwise the baseline would be weak, and the search would seem to gain more than it does.
 *
 * @param alpha the width multiplier, a multiple of 0.05
 */
record ScaledMobileNet(Architecture architecture, double alpha) {
    /** Minimum side of the last feature map. */
    private static final int MIN_MAP_SIDE = 4;

    private static final int NO_STRIDE = 1;
    private static final int NONE = -1;
    /** Number of steps of the width multiplier from 0 to 1. */
    private static final int STEPS_PER_ONE = 20;

    private static final int MAX_ALPHA = 4;
    /** Resolutions as eighths of the full one. */
    private static final int FULL_EIGHTHS = 8;

    private static final int MIN_EIGHTHS = 4;

    /** The width and the resolution for people, such as {@code MobileNetV2 x0.35 at 32 pixels}. */
    String description() {
        return "MobileNetV2 x" + BigDecimal.valueOf(alpha).stripTrailingZeros().toPlainString() + " at "
                + architecture.input().height() + " pixels";
    }

    /** The resolutions that are tried for images of a shape, the largest first. */
    static List<Shape> resolutions(Shape full) {
        return IntStream.iterate(FULL_EIGHTHS, e -> e >= MIN_EIGHTHS, e -> e - 1)
                .mapToObj(e ->
                        new Shape(full.channels(), full.height() * e / FULL_EIGHTHS, full.width() * e / FULL_EIGHTHS))
                .filter(s -> Math.min(s.height(), s.width()) >= 2 * MIN_MAP_SIDE)
                .distinct()
                .toList();
    }

    /** All different networks for images of a shape, from the narrowest to the widest. */
    static List<ScaledMobileNet> widths(Shape input, Task task) {
        Architecture full = forSmallImages(
                Presets.byName("mobilenet-v2").architecture().withInput(input).withTask(task));
        List<ScaledMobileNet> all = new ArrayList<>();
        for (int step = 1; step <= MAX_ALPHA * STEPS_PER_ONE; step++) {
            double alpha = (double) step / STEPS_PER_ONE;
            Architecture scaled = Multipliers.ALL.scaled(full, alpha);
            if (all.isEmpty() || !all.getLast().architecture().equals(scaled)) {
                all.add(new ScaledMobileNet(scaled, alpha));
            }
        }
        return all;
    }

    private static Architecture forSmallImages(Architecture a) {
        int size = Math.min(a.input().height(), a.input().width());
        int totalStride =
                a.stem().stride() * a.blocks().stream().mapToInt(Block::stride).reduce(1, (x, y) -> x * y);
        Stem stem = a.stem();
        List<Block> blocks = new ArrayList<>(a.blocks());
        if (Math.ceilDiv(size, totalStride) < MIN_MAP_SIDE) {
            totalStride /= stem.stride();
            stem = new Stem(stem.kernel(), NO_STRIDE, stem.channels(), stem.activation());
        }
        for (int b = 0; b < blocks.size() && Math.ceilDiv(size, totalStride) < MIN_MAP_SIDE; b++) {
            totalStride /= blocks.get(b).stride();
            blocks.set(b, blocks.get(b).withStride(NO_STRIDE));
        }
        return new Architecture(a.name(), a.input(), stem, blocks, a.head());
    }

    /**
     * The index of the widest network that violates no limit; -1 if there is none. The networks are in ascending order of width.
     */
    static int widestWithinLimits(List<ScaledMobileNet> widths, ToDoubleFunction<ScaledMobileNet> violation) {
        return IntStream.iterate(widths.size() - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> violation.applyAsDouble(widths.get(i)) <= 0)
                .findFirst()
                .orElse(NONE);
    }
}
