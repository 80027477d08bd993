package dev.sartor.arch;

/**
 * A published network by name.
 *
 * @param architecture at width 1 and its published resolution
 * @param multipliers  how its stem and head follow the width multiplier
 * @param source       the paper
 */
public record Preset(Architecture architecture, Multipliers multipliers, String source) {

    public String name() {
        return architecture.name();
    }

    /** The network at another width multiplier. */
    public Architecture at(double width) {
        return multipliers.widen(architecture, width);
    }
}
