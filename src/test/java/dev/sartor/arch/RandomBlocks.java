package dev.sartor.arch;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Random valid blocks of every kind, for property tests. */
public final class RandomBlocks {
    private RandomBlocks() {}

    /** A block of any kind; its groups divide every multiple of 8. */
    public static Block draw(RandomGenerator random) {
        BlockKind kind = BlockKind.values()[random.nextInt(BlockKind.values().length)];
        return kind.build(kind.attributes().stream().map(a -> value(a, random)).toList());
    }

    private static Object value(BlockAttribute attribute, RandomGenerator random) {
        return switch (attribute) {
            case KERNEL -> 1 + 2 * random.nextInt(1, 4);
            case START_KERNEL, END_KERNEL -> random.nextBoolean() ? 0 : 1 + 2 * random.nextInt(1, 3);
            case STRIDE -> random.nextInt(1, 3);
            case CHANNELS -> 8 * random.nextInt(1, 9);
            case EXPAND_FROM -> 8 * random.nextInt(3);
            case GROUPS -> 1 << random.nextInt(4);
            case EXPANSION, IN_RATIO, OUT_RATIO ->
                List.of(0.25, 0.5, 1.0, 2.5, 3.67, 6.0).get(random.nextInt(6));
            case SE ->
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new SqueezeExcite(
                                random.nextInt(1, 9) / 8.0, SqueezeExcite.Form.values()[random.nextInt(2)]));
            case ACTIVATION -> Activation.values()[random.nextInt(Activation.values().length)];
            case SKIP, EXPLICIT_SKIP -> random.nextBoolean();
        };
    }
}
