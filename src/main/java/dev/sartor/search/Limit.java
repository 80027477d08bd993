package dev.sartor.search;

import dev.sartor.arch.UserError;

/**
 * What a network must not exceed: {@code latency<=5ms}, {@code latency:pixel<=5ms}, {@code params<=4M},
 * {@code macs<=300M}, {@code memory<=2MiB}.
 *
 * @param most the largest allowed amount, in milliseconds, counts or bytes
 */
public record Limit(Cost cost, double most) {
    private static final String EXAMPLES = "latency<=5ms, latency:pixel<=5ms, params<=4M, macs<=300M, memory<=2MiB";

    public Limit {
        if (!(most > 0) || Double.isInfinite(most)) {
            throw new IllegalArgumentException("A limit must be above zero and finite, not " + most);
        }
    }

    /**
     * Parses a limit.
     *
     * @throws UserError for an unknown cost, a wrong unit, or anything that is not {@code COST<=AMOUNT}
     */
    public static Limit parse(String text) {
        int sign = text.indexOf("<=");
        if (sign < 0 || text.indexOf("<=", sign + 2) >= 0) {
            throw new UserError("'" + text + "' is not a limit", "limit '" + text + "'", "write such as " + EXAMPLES);
        }
        try {
            Cost cost = Cost.parse(text.substring(0, sign).strip());
            return new Limit(cost, AmountUnit.parse(text.substring(sign + 2), cost.units()));
        } catch (UserError e) {
            throw e.at("limit '" + text + "'");
        }
    }

    /** The canonical text; {@code parse(text())} is this limit. */
    public String text() {
        return cost.text() + "<=" + amount();
    }

    /** The largest allowed amount with its unit, {@code 5ms}. */
    public String amount() {
        return AmountUnit.format(most, cost.units());
    }

    public boolean allows(Costs costs) {
        return cost.of(costs) <= most;
    }

    /** By which share of the limit these costs exceed it: 0 just when it {@link #allows} them. */
    public double violation(Costs costs) {
        return allows(costs) ? 0 : Math.max(Double.MIN_NORMAL, cost.of(costs) / most - 1);
    }
}
