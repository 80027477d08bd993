package dev.sartor.search.problem;

import dev.sartor.base.UserError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A unit of time, count or bytes, as limits are written in: {@code 5ms}, {@code 300M}, {@code 2MiB}. */
public enum AmountUnit {
    MICROSECONDS(Family.TIME, "us", "0.001"),
    MILLISECONDS(Family.TIME, "ms", "1"),
    SECONDS(Family.TIME, "s", "1000"),
    ONES(Family.COUNT, "", "1"),
    THOUSANDS(Family.COUNT, "K", "1000"),
    MILLIONS(Family.COUNT, "M", "1000000"),
    BILLIONS(Family.COUNT, "G", "1000000000"),
    BYTES(Family.BYTES, "B", "1"),
    KILOBYTES(Family.BYTES, "kB", "1000"),
    KIBIBYTES(Family.BYTES, "KiB", "1024"),
    MEGABYTES(Family.BYTES, "MB", "1000000"),
    MEBIBYTES(Family.BYTES, "MiB", "1048576"),
    GIGABYTES(Family.BYTES, "GB", "1000000000"),
    GIBIBYTES(Family.BYTES, "GiB", "1073741824");

    /** What is measured: milliseconds, a count or bytes. */
    public enum Family {
        TIME("5ms"),
        COUNT("300M"),
        BYTES("2MiB");

        private final String example;

        Family(String example) {
            this.example = example;
        }

        /** An amount as a user may write it. */
        public String example() {
            return example;
        }
    }

    private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(\\S*)");
    private static final int MOST_DECIMALS = 3;

    private final Family family;
    private final String symbol;
    private final BigDecimal size;

    AmountUnit(Family family, String symbol, String size) {
        this.family = family;
        this.symbol = symbol;
        this.size = new BigDecimal(size);
    }

    /**
     * Parses an amount of that family with its unit and returns it in milliseconds, counts or bytes.
     *
     * @throws UserError for anything but a positive number and a unit of the family
     */
    public static double parse(String text, Family family) {
        Matcher m = AMOUNT.matcher(text.strip());
        if (!m.matches()) {
            throw new UserError(
                    "'" + text.strip() + "' is not an amount",
                    "amount '" + text.strip() + "'",
                    "write a number and a unit, such as " + family.example());
        }
        AmountUnit unit = of(family).stream()
                .filter(u -> u.isWritten(m.group(2)))
                .findFirst()
                .orElseThrow(() -> wrongUnit(m.group(2), family, text.strip()));
        double amount = new BigDecimal(m.group(1)).multiply(unit.size).doubleValue();
        if (!(amount > 0) || Double.isInfinite(amount)) {
            throw new UserError(
                    "an amount must be above zero and finite",
                    "amount '" + text.strip() + "'",
                    "write such as " + family.example());
        }
        return amount;
    }

    /**
     * The amount (milliseconds, counts or bytes) with the largest unit that needs no more than three decimals, exactly:
     * {@code parse(format(x))} is {@code x}.
     */
    public static String format(double amount, Family family) {
        BigDecimal exact = new BigDecimal(Double.toString(amount));
        Optional<String> tidy = of(family).reversed().stream()
                .filter(u -> exact.compareTo(u.size) >= 0)
                .map(u -> u.tidy(exact))
                .flatMap(Optional::stream)
                .findFirst();
        return tidy.orElseGet(() -> exact.stripTrailingZeros().toPlainString() + basic(family).symbol);
    }

    /** Its symbol; thousands also have the small k of the SI, which means nothing else here. */
    private boolean isWritten(String unit) {
        return symbol.equals(unit) || this == THOUSANDS && unit.equals("k");
    }

    private Optional<String> tidy(BigDecimal amount) {
        BigDecimal quotient = amount.divide(size, MathContext.DECIMAL128).stripTrailingZeros();
        boolean exact = quotient.multiply(size).compareTo(amount) == 0;
        return exact && quotient.scale() <= MOST_DECIMALS
                ? Optional.of(quotient.toPlainString() + symbol)
                : Optional.empty();
    }

    private static AmountUnit basic(Family family) {
        return of(family).stream()
                .filter(u -> u.size.compareTo(BigDecimal.ONE) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static List<AmountUnit> of(Family family) {
        return Arrays.stream(values()).filter(u -> u.family == family).toList();
    }

    private static UserError wrongUnit(String unit, Family family, String text) {
        String units = of(family).stream()
                .map(u -> u.symbol.isEmpty() ? "none" : u.symbol)
                .collect(Collectors.joining(", "));
        return new UserError(
                unit.isEmpty() ? "the unit is missing" : "'" + unit + "' is not a unit here",
                "amount '" + text + "'",
                "units: " + units + "; such as " + family.example());
    }
}
