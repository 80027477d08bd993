package dev.sartor.arch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The values of all attributes of a block, in the order of {@link BlockKind#attributes}.
 *
 * @param values integers, doubles, booleans, {@link Activation}s, and {@link Optional}s of {@link SqueezeExcite}
 */
public record BlockValues(BlockKind kind, List<Object> values) {
    public BlockValues {
        values = List.copyOf(values);
        List<BlockAttribute> attributes = kind.attributes();
        for (int i = 0; i < Math.max(attributes.size(), values.size()); i++) {
            if (i >= attributes.size()
                    || i >= values.size()
                    || !attributes.get(i).type().accepts(values.get(i))) {
                throw new IllegalArgumentException("Kind " + kind.token() + " has " + attributes + ", not " + values);
            }
        }
    }

    static BlockValues of(BlockKind kind, Object... values) {
        return new BlockValues(kind, List.of(values));
    }

    /** The same values except for one attribute, which the kind must have. */
    BlockValues with(BlockAttribute attribute, Object value) {
        List<Object> changed = new ArrayList<>(values);
        changed.set(kind.attributes().indexOf(attribute), value);
        return new BlockValues(kind, changed);
    }

    /** The block that has these values. */
    Block toBlock() {
        return kind.build(values);
    }

    /** The value of an attribute that the kind has. */
    public Object value(BlockAttribute attribute) {
        return values.get(kind.attributes().indexOf(attribute));
    }

    int integer(BlockAttribute attribute) {
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
