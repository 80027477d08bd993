package dev.sartor.arch;

import java.util.ArrayList;
import java.util.List;

/** Descriptions of blocks in words, without stride and channels: {@code fused 3x3 with t=4}, where t is the expansion. */
public final class BlockDescription {
    private BlockDescription() {}

    /** The description of a block: {@code inverted 5x5 with t=6 and SE, h-swish}. The activation functions relu and relu6 are left out. */
    public static String of(Block block) {
        var kernels = new StringBuilder();
        var groups = new StringBuilder();
        List<String> with = new ArrayList<>();
        List<String> ratios = new ArrayList<>();
        var activation = new StringBuilder();
        BlockValues values = block.values();
        for (BlockAttribute attribute : values.kind().attributes()) {
            switch (attribute) {
                case KERNEL -> kernels.insert(0, kernel(" ", values.integer(attribute)));
                case START_KERNEL -> kernels.append(kernel(" after ", values.integer(attribute)));
                case END_KERNEL -> kernels.append(kernel(" before ", values.integer(attribute)));
                case EXPANSION -> with.add("t=" + BlockStrings.formatNumber(values.number(attribute)));
                case IN_RATIO, OUT_RATIO -> ratios.add(BlockStrings.formatNumber(values.number(attribute)));
                case SE -> values.squeezeExcite().ifPresent(_ -> with.add("SE"));
                case GROUPS -> groups.append(groups(values.integer(attribute)));
                case ACTIVATION -> activation.append(activation(values.activation()));
                case STRIDE, CHANNELS, EXPAND_FROM, SKIP, EXPLICIT_SKIP -> {}
            }
        }
        if (!ratios.isEmpty()) {
            with.addFirst("ratios " + String.join(" and ", ratios));
        }
        return values.kind().shortLabel()
                + kernels
                + (with.isEmpty() ? "" : " with " + String.join(" and ", with))
                + groups
                + activation;
    }

    private static String kernel(String prefix, int kernel) {
        return kernel == 0 ? "" : prefix + kernel + "x" + kernel;
    }

    private static String groups(int groups) {
        return groups == 1 ? "" : " in " + groups + " groups";
    }

    private static String activation(Activation activation) {
        return switch (activation) {
            case RELU, RELU6 -> "";
            case HSWISH -> ", h-swish";
            case SWISH -> ", swish";
        };
    }
}
