package dev.sartor.arch;

import java.util.List;
import java.util.Optional;

/**
 * The values of all attributes of a block, in the order of its kind's {@link BlockKind#attributes}: what its text states.
 *
 * @param values a {@link SqueezeExcite} as an Optional, an {@link Activation}, numbers, flags
 */
public record BlockValues(BlockKind kind, List<Object> values) {
    public BlockValues {
        values = List.copyOf(values);
        List<BlockAttribute> attributes = kind.attributes();
        for (int i = 0; i < Math.max(attributes.size(), values.size()); i++) {
            if (i >= attributes.size()
                    || i >= values.size()
                    || !attributes.get(i).type().has(values.get(i))) {
                throw new IllegalArgumentException("Kind " + kind.token() + " has " + attributes + ", not " + values);
            }
        }
    }

    static BlockValues of(BlockKind kind, Object... values) {
        return new BlockValues(kind, List.of(values));
    }

    /** The value of an attribute that the kind has. */
    public Object value(BlockAttribute attribute) {
        return values.get(kind.attributes().indexOf(attribute));
    }

    int whole(BlockAttribute attribute) {
        return (Integer) value(attribute);
    }

    double number(BlockAttribute attribute) {
        return (Double) value(attribute);
    }

    boolean flag(BlockAttribute attribute) {
        return (Boolean) value(attribute);
    }

    Activation activation() {
        return (Activation) value(BlockAttribute.ACTIVATION);
    }

    Optional<SqueezeExcite> squeezeExcite() {
        return ((Optional<?>) value(BlockAttribute.SE)).map(SqueezeExcite.class::cast);
    }
}
