package dev.sartor.search.problem;

import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a network must not exceed: {@code latency<=5ms}, {@code latency:pixel<=5ms}, {@code params<=4M},
 * {@code macs<=300M}, {@code memory<=2MiB}; of a latency also how likely that is to hold, {@code P(latency<=5ms)>=0.95}.
 *
 * @param most       the largest allowed amount, in milliseconds, counts or bytes
 * @param confidence the least probability that the limit is kept, in [0.5, 1); 0 where the predicted cost itself counts
 * @param margin     what a predicted cost is multiplied by before it counts, from 1: see {@link #on}
 */
public record Limit(Cost cost, double most, double confidence, double margin) {
    private static final String EXAMPLES =
            "latency<=5ms, latency:pixel<=5ms, P(latency<=5ms)>=0.95, params<=4M, macs<=300M, memory<=2MiB";
    private static final Pattern PROBABLY = Pattern.compile("P\\((.+)\\)\\s*>=\\s*(0?\\.[0-9]{1,6})");

    public Limit {
        if (!(most > 0) || Double.isInfinite(most)) {
            throw new IllegalArgumentException("A limit must be above zero and finite, not " + most);
        }
        if (confidence != 0 && !(confidence >= 0.5 && confidence < 1) || !(margin >= 1)) {
            throw new IllegalArgumentException(
                    "A limit cannot hold with probability " + confidence + " and margin " + margin);
        }
    }

    /** A limit on a predicted cost. */
    public Limit(Cost cost, double most) {
        this(cost, most, 0, 1);
    }

    /**
     * Parses a limit.
     *
     * @throws UserError for an unknown cost, a wrong unit, or anything that is not {@code COST<=AMOUNT}
     */
    public static Limit parse(String text) {
        Matcher probably = PROBABLY.matcher(text.strip());
        if (probably.matches()) {
            return plain(probably.group(1), text).with(Double.parseDouble(probably.group(2)), text);
        }
        return plain(text, text);
    }

    private static Limit plain(String part, String text) {
        int sign = part.indexOf("<=");
        if (sign < 0 || part.indexOf("<=", sign + 2) >= 0 || part.startsWith("P(")) {
            throw new UserError("'" + text + "' is not a limit", "limit '" + text + "'", "write such as " + EXAMPLES);
        }
        try {
            Cost cost = Cost.parse(part.substring(0, sign).strip());
            return new Limit(cost, AmountUnit.parse(part.substring(sign + 2), cost.units()));
        } catch (UserError e) {
            throw e.at("limit '" + text + "'");
        }
    }

    private Limit with(double probability, String text) {
        if (!(cost instanceof Cost.Latency) || probability < 0.5) {
            throw new UserError(
                    "only a latency has a probability, and one of at least 0.5",
                    "limit '" + text + "'",
                    "write such as P(latency<=5ms)>=0.95");
        }
        return new Limit(cost, most, probability, 1);
    }

    /**
     * This limit as the tables of a search hold it: P(latency &lt;= T) &gt;= c is the same as a prediction of at most T less
     * the margin by which the latency exceeds its prediction with probability 1 - c. Over several tables the widest counts.
     *
     * @throws UserError if there is no such table, or one cannot vouch for so much
     */
    public Limit on(CostModel model) {
        model.require(cost, "limit '" + text() + "'");
        if (confidence == 0) {
            return this;
        }
        double widest = model.margin(cost, confidence);
        if (Double.isInfinite(widest)) {
            throw new UserError(
                    "no table of this run can vouch for a probability of " + confidence,
                    "limit '" + text() + "'",
                    "ask for less, or profile the device with more whole networks: errors of networks left out tell"
                            + " it");
        }
        return new Limit(cost, most, confidence, widest);
    }

    /** The same for the network of these units, whose latency may be less certain than that of others. */
    public Limit on(CostModel model, int[] units) {
        return confidence == 0
                ? this
                : new Limit(cost, most, confidence, Math.max(margin, model.margin(cost, confidence, units)));
    }

    /** The canonical text; {@code parse(text())} is this limit. */
    public String text() {
        return text(amount());
    }

    /** The same limit with another amount, as text. */
    public String text(String amount) {
        String plain = cost.text() + "<=" + amount;
        return confidence == 0
                ? plain
                : "P(" + plain + ")>=" + BigDecimal.valueOf(confidence).toPlainString();
    }

    /** The largest allowed amount with its unit, {@code 5ms}. */
    public String amount() {
        return AmountUnit.format(most, cost.units());
    }

    public boolean allows(Costs costs) {
        return allows(cost.of(costs));
    }

    /** The same of the amount of this limit's cost alone. */
    boolean allows(double amount) {
        return counted(amount) <= most;
    }

    /** By which share of the limit these costs exceed it: 0 just when it {@link #allows} them. */
    public double violation(Costs costs) {
        return allows(costs) ? 0 : Math.max(Double.MIN_NORMAL, counted(cost.of(costs)) / most - 1);
    }

    /** A predicted cost with the margin. */
    public double counted(double predicted) {
        return predicted * margin;
    }
}
