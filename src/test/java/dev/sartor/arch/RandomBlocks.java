package dev.sartor.arch;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Draws valid blocks of every kind, for property tests. */
public final class RandomBlocks {
    private RandomBlocks() {}

    /** A block whose groups divide any width that is a multiple of 8. */
    public static Block draw(RandomGenerator random) {
        int kernel = 1 + 2 * random.nextInt(1, 4);
        int stride = random.nextInt(1, 3);
        int channels = 8 * random.nextInt(1, 9);
        int groups = 1 << random.nextInt(4);
        double expansion = List.of(0.25, 0.5, 1.0, 2.5, 3.67, 6.0).get(random.nextInt(6));
        var activation = Activation.values()[random.nextInt(Activation.values().length)];
        boolean skip = random.nextBoolean();
        Optional<SqueezeExcite> se = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                        new SqueezeExcite(random.nextInt(1, 9) / 8.0, SqueezeExcite.Form.values()[random.nextInt(2)]));
        return switch (random.nextInt(9)) {
            case 0 -> new Block.Conv(kernel, stride, channels, groups, activation, skip);
            case 1 -> new Block.DepthwiseSeparable(kernel, stride, channels, se, activation, skip, skip);
            case 2 -> new Block.InvertedResidual(kernel, stride, expansion, channels, se, activation, skip);
            case 3 ->
                new Block.FusedInvertedResidual(
                        kernel, stride, expansion, channels, se, activation, 8 * random.nextInt(3), skip);
            case 4 -> new Block.Tucker(kernel, stride, 0.25, expansion, channels, activation, skip);
            case 5 -> new Block.Bottleneck(kernel, stride, expansion, channels, groups, activation, skip);
            case 6 -> new Block.ShuffleUnit(kernel, stride, expansion, channels, groups, activation);
            case 7 -> new Block.XceptionSeparable(kernel, stride, channels, activation, skip);
            default -> new Block.Identity(stride, channels);
        };
    }
}
