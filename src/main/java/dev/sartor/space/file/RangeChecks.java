package dev.sartor.space.file;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.space.genome.Gene;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Reads numbers with range checks. If the constructor of a block or head refuses a number, its message is reported with the
 * location of the number.
 */
final class RangeChecks {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_RESOLUTION = 1 << 13;
    private static final int MAX_INPUT_CHANNELS = 1 << 12;
    private static final int MAX_MULTIPLE = 256;
    /** A valid value for numbers that are not being checked. */
    private static final int ANY = 1;

    private RangeChecks() {}

    /**
     * A whole number; if {@code check} throws an IllegalArgumentException for it, this is a {@link
     * dev.sartor.base.UserError}.
     */
    static int integer(YamlNode node, IntConsumer check) {
        int value = YamlValues.integer(node);
        try {
            check.accept(value);
        } catch (IllegalArgumentException e) {
            throw node.location().error(e.getMessage(), "write a value in that range");
        }
        return value;
    }

    static int kernel(YamlNode node) {
        return integer(node, kernel -> new Block.Conv(kernel, ANY, ANY, ANY, Activation.RELU, false));
    }

    static int stride(YamlNode node) {
        return integer(node, stride -> new Block.Identity(stride, ANY));
    }

    static int channels(YamlNode node) {
        return integer(node, channels -> new Block.Identity(ANY, channels));
    }

    static int depth(YamlNode node) {
        return integer(node, d -> {
            if (d < 1 || d > MAX_DEPTH) {
                throw new IllegalArgumentException("A depth must be from 1 to " + MAX_DEPTH + " blocks, not " + d);
            }
        });
    }

    static int resolution(YamlNode node) {
        return integer(node, r -> {
            if (r < 1 || r > MAX_RESOLUTION) {
                throw new IllegalArgumentException(
                        "A resolution must be from 1 to " + MAX_RESOLUTION + " pixels, not " + r);
            }
        });
    }

    static int multipleOf(YamlNode node) {
        return integer(node, m -> {
            if (m < 1 || m > MAX_MULTIPLE) {
                throw new IllegalArgumentException(
                        "Channels can be multiples of 1 to " + MAX_MULTIPLE + ", not of " + m);
            }
        });
    }

    static int inputChannels(YamlNode node) {
        return integer(node, c -> {
            if (c < 1 || c > MAX_INPUT_CHANNELS) {
                throw new IllegalArgumentException(
                        "Input channels must be from 1 to " + MAX_INPUT_CHANNELS + ", not " + c);
            }
        });
    }

    /** Whether an input shape is within the limits for resolutions and channels. */
    static boolean isAllowed(Shape input) {
        return input.channels() <= MAX_INPUT_CHANNELS
                && input.height() <= MAX_RESOLUTION
                && input.width() <= MAX_RESOLUTION;
    }

    /** Refuses a list with too many items. */
    static <T> List<T> atMost(int maximum, String what, YamlNode node, List<T> items) {
        if (items.size() > maximum) {
            throw node.location().error(items.size() + " " + what + ", more than " + maximum, "write fewer");
        }
        return items;
    }

    /** The alternatives, if a gene can have that many; otherwise a {@link dev.sartor.base.UserError}. */
    static <T> List<T> atMostMaxAlternatives(SourceLocation location, String what, List<T> alternatives) {
        if (alternatives.size() > Gene.MAX_ALTERNATIVES) {
            throw location.error(
                    what + " has " + alternatives.size() + " alternatives, more than " + Gene.MAX_ALTERNATIVES,
                    "write fewer choices, or some of them at another level (block, stage, top)");
        }
        return alternatives;
    }

    static double widthMultiplier(YamlNode node) {
        double alpha = YamlValues.number(node);
        try {
            Multipliers.ALL.blockChannels(ANY, alpha);
        } catch (IllegalArgumentException e) {
            throw node.location().error(e.getMessage(), "write a value in that range");
        }
        return alpha;
    }
}
