package dev.sartor.arch;

/**
 * A published network that is known by name.
 *
 * @param architecture the network at width multiplier 1 and its published resolution
 * @param multipliers  how the width multiplier scales stem and head
 * @param source       the paper
 */
public record Preset(Architecture architecture, Multipliers multipliers, String source) {

    public String name() {
        return architecture.name();
    }

    /** The architecture with a width multiplier. */
    public Architecture withWidth(double width) {
        return multipliers.scaled(architecture, width);
    }
}
