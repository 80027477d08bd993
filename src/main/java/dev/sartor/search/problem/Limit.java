package dev.sartor.search.problem;

import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Upper limit on a cost: {@code latency<=5ms}, {@code latency:pixel<=5ms}, {@code params<=4M},
 * {@code macs<=300M}, {@code memory<=2MiB}, {@code flash<=512KiB}. A limit on latency may have a probability, {@code P(latency<=5ms)>=0.95}.
 *
 * @param maximum      the largest allowed amount, in milliseconds, counts or bytes
 * @param confidence   the minimum probability that the limit holds, in [0.5, 1); 0 for a limit on the predicted cost itself
 * @param safetyFactor factor on the predicted cost before it is compared, at least 1; see {@link #resolvedFor}
 */
public record Limit(Cost cost, double maximum, double confidence, double safetyFactor) {
    private static final String EXAMPLES =
            "latency<=5ms, latency:pixel<=5ms, P(latency<=5ms)>=0.95, params<=4M, macs<=300M, memory<=2MiB,"
                    + " flash<=512KiB";
    private static final double NO_CONFIDENCE = 0;
    private static final double NO_SAFETY_FACTOR = 1;
    private static final double MIN_CONFIDENCE = 0.5;
    private static final Pattern PROBABLY = Pattern.compile("P\\((.+)\\)\\s*>=\\s*(0?\\.[0-9]{1,6})");

    public Limit {
        if (!(maximum > 0) || Double.isInfinite(maximum)) {
            throw new IllegalArgumentException("A limit must be above zero and finite, not " + maximum);
        }
        if (confidence != NO_CONFIDENCE && !(confidence >= MIN_CONFIDENCE && confidence < 1) || !(safetyFactor >= 1)) {
            throw new IllegalArgumentException(
                    "A limit cannot have probability " + confidence + " and safety factor " + safetyFactor);
        }
    }

    /** A limit on a predicted cost, without a probability. */
    public Limit(Cost cost, double maximum) {
        this(cost, maximum, NO_CONFIDENCE, NO_SAFETY_FACTOR);
    }

    /**
     * Parses a limit.
     *
     * @throws UserError for an unknown cost, a wrong unit, or anything that is not {@code COST<=AMOUNT}
     */
    public static Limit parse(String text) {
        Matcher probably = PROBABLY.matcher(text.strip());
        if (probably.matches()) {
            return parseDeterministic(probably.group(1), text)
                    .withConfidence(Double.parseDouble(probably.group(2)), text);
        }
        return parseDeterministic(text, text);
    }

    private static Limit parseDeterministic(String part, String text) {
        int sign = part.indexOf("<=");
        if (sign < 0 || part.indexOf("<=", sign + 2) >= 0 || part.startsWith("P(")) {
            throw new UserError("'" + text + "' is not a limit", "limit '" + text + "'", "write such as " + EXAMPLES);
        }
        try {
            Cost cost = Cost.parse(part.substring(0, sign).strip());
            return new Limit(cost, AmountUnit.parse(part.substring(sign + 2), cost.dimension()));
        } catch (UserError e) {
            throw e.withLocation("limit '" + text + "'");
        }
    }

    private Limit withConfidence(double probability, String text) {
        if (!(cost instanceof Cost.Latency) || probability < MIN_CONFIDENCE) {
            throw new UserError(
                    "only a latency has a probability, and one of at least 0.5",
                    "limit '" + text + "'",
                    "write such as P(latency<=5ms)>=0.95");
        }
        return new Limit(cost, maximum, probability, NO_SAFETY_FACTOR);
    }

    /**
     * Resolves a limit with a probability by the tables of a search: P(latency &lt;= T) &gt;= c means that the prediction times the
     * safety factor is at most T. The factor is so large that the latency exceeds the prediction by more than the factor only with
     * probability 1 - c. Of several tables the largest factor is used.
     *
     * @throws UserError if there is no such table, or its error is not known well enough for the probability
     */
    public Limit resolvedFor(CostModel model) {
        model.requireDefined(cost, "limit '" + text() + "'");
        if (confidence == NO_CONFIDENCE) {
            return this;
        }
        double largestFactor = model.safetyFactor(cost, confidence);
        if (Double.isInfinite(largestFactor)) {
            throw new UserError(
                    "no table of this run supports a probability of " + confidence,
                    "limit '" + text() + "'",
                    "choose a lower probability, or profile the device with more whole networks: the prediction error"
                            + " is estimated from them");
        }
        return new Limit(cost, maximum, confidence, largestFactor);
    }

    /** Resolves this limit for one network, given by its units: its latency may be less certain than that of other networks. */
    public Limit resolvedFor(CostModel model, int[] units) {
        return confidence == NO_CONFIDENCE
                ? this
                : new Limit(
                        cost, maximum, confidence, Math.max(safetyFactor, model.safetyFactor(cost, confidence, units)));
    }

    /** The canonical text; {@code parse(text())} is this limit. */
    public String text() {
        return text(amount());
    }

    /** The canonical text of the same limit with another amount. */
    public String text(String amount) {
        String plain = cost.text() + "<=" + amount;
        return confidence == NO_CONFIDENCE
                ? plain
                : "P(" + plain + ")>=" + BigDecimal.valueOf(confidence).toPlainString();
    }

    /** The largest allowed amount with its unit, {@code 5ms}. */
    public String amount() {
        return AmountUnit.format(maximum, cost.dimension());
    }

    /** Whether these costs satisfy the limit. */
    public boolean allows(Costs costs) {
        return allows(cost.of(costs));
    }

    /** Whether a predicted amount of this limit's cost is allowed. */
    boolean allows(double amount) {
        return withSafetyFactor(amount) <= maximum;
    }

    /** Relative excess over the limit: 0 if and only if it {@link #allows} the costs. */
    public double violation(Costs costs) {
        return allows(costs) ? 0 : Math.max(Double.MIN_NORMAL, withSafetyFactor(cost.of(costs)) / maximum - 1);
    }

    /** A predicted cost times the safety factor. */
    public double withSafetyFactor(double predicted) {
        return predicted * safetyFactor;
    }
}
