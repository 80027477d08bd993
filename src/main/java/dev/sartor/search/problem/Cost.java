package dev.sartor.search.problem;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.List;
import java.util.Optional;

/** Cost of a network, for limits and objectives: latency, MACs, parameters, peak memory or bytes of weights. */
public sealed interface Cost {

    /**
     * Latency in milliseconds as one table predicts it. Without a table's name it is the largest latency over all tables of the
     * run, so that a limit on it holds on every device.
     */
    record Latency(Optional<String> table) implements Cost {
        public Latency {
            table.ifPresent(t -> {
                if (!isTableName(t)) {
                    throw new IllegalArgumentException("'" + t + "' cannot name a latency table");
                }
            });
        }

        /** Whether a text can be the name of a table in limits and objectives. */
        static boolean isTableName(String text) {
            return !text.isBlank() && text.strip().equals(text) && !text.matches("(?s).*[<>=].*");
        }
    }

    /** Multiply-accumulates of one image. */
    record Macs() implements Cost {}

    /** Trainable parameters. */
    record Params() implements Cost {}

    /** Peak activation memory of one image in bytes, in the number format of the run's latency tables. */
    record Memory() implements Cost {}

    /** The weights as a device stores them in bytes, in the number format of the run's latency tables; see {@link dev.sartor.network.Network#weightBytes}. */
    record Flash() implements Cost {}

    /** The names that {@link #parse} takes. */
    List<String> NAMES = List.of("latency", "macs", "params", "memory", "flash");

    /**
     * Parses {@code latency}, {@code latency:TABLE}, {@code macs}, {@code params}, {@code memory} or {@code flash}.
     *
     * @throws UserError for any other text
     */
    static Cost parse(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0 && text.substring(0, colon).equals("latency")) {
            String table = text.substring(colon + 1);
            if (!Latency.isTableName(table)) {
                throw new UserError(
                        "'" + text + "' does not name a latency table",
                        "cost '" + text + "'",
                        "write latency:TABLE with the table's name, or latency for the worst over all tables");
            }
            return new Latency(Optional.of(table));
        }
        return switch (text) {
            case "latency" -> new Latency(Optional.empty());
            case "macs" -> new Macs();
            case "params" -> new Params();
            case "memory" -> new Memory();
            case "flash" -> new Flash();
            default ->
                throw new UserError(
                        "there is no cost '" + text + "'", "cost '" + text + "'", Suggestions.fix(text, NAMES));
        };
    }

    /** The canonical text; {@code parse(text())} is this cost. */
    default String text() {
        return switch (this) {
            case Latency(Optional<String> table) ->
                "latency" + table.map(t -> ":" + t).orElse("");
            case Macs() -> "macs";
            case Params() -> "params";
            case Memory() -> "memory";
            case Flash() -> "flash";
        };
    }

    /** The dimension of the amounts of this cost. */
    default AmountUnit.Dimension dimension() {
        return switch (this) {
            case Latency _ -> AmountUnit.Dimension.TIME;
            case Macs(), Params() -> AmountUnit.Dimension.COUNT;
            case Memory(), Flash() -> AmountUnit.Dimension.BYTES;
        };
    }

    /** This cost of a network, in milliseconds, counts or bytes. */
    default double of(Costs costs) {
        return switch (this) {
            case Latency(Optional<String> table) -> table.map(costs::latencyMs).orElseGet(costs::worstLatencyMs);
            case Macs() -> costs.macs();
            case Params() -> costs.params();
            case Memory() -> costs.peakActivationBytes();
            case Flash() -> costs.weightBytes();
        };
    }
}
