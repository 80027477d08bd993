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

/** Unit of an amount of time, counts or bytes, as in {@code 5ms}, {@code 300M}, {@code 2MiB}. */
public enum AmountUnit {
    MICROSECONDS(Dimension.TIME, "us", "0.001"),
    MILLISECONDS(Dimension.TIME, "ms", "1"),
    SECONDS(Dimension.TIME, "s", "1000"),
    ONES(Dimension.COUNT, "", "1"),
    THOUSANDS(Dimension.COUNT, "K", "1000"),
    MILLIONS(Dimension.COUNT, "M", "1000000"),
    BILLIONS(Dimension.COUNT, "G", "1000000000"),
    BYTES(Dimension.BYTES, "B", "1"),
    KILOBYTES(Dimension.BYTES, "kB", "1000"),
    KIBIBYTES(Dimension.BYTES, "KiB", "1024"),
    MEGABYTES(Dimension.BYTES, "MB", "1000000"),
    MEBIBYTES(Dimension.BYTES, "MiB", "1048576"),
    GIGABYTES(Dimension.BYTES, "GB", "1000000000"),
    GIBIBYTES(Dimension.BYTES, "GiB", "1073741824");

    /** Dimension of an amount, which is represented in milliseconds, counts or bytes. */
    public enum Dimension {
        TIME("5ms"),
        COUNT("300M"),
        BYTES("2MiB");

        private final String example;

        Dimension(String example) {
            this.example = example;
        }

        /** An amount as a user may write it. */
        public String example() {
            return example;
        }
    }

    private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(\\S*)");
    private static final int MAX_DECIMALS = 3;

    private final Dimension dimension;
    private final String symbol;
    /** In milliseconds, counts or bytes. */
    private final BigDecimal size;

    AmountUnit(Dimension dimension, String symbol, String size) {
        this.dimension = dimension;
        this.symbol = symbol;
        this.size = new BigDecimal(size);
    }

    /**
     * Parses an amount with its unit and returns it in milliseconds, counts or bytes.
     *
     * @throws UserError for anything but a positive number and a unit of the dimension
     */
    public static double parse(String text, Dimension dimension) {
        Matcher m = AMOUNT.matcher(text.strip());
        if (!m.matches()) {
            throw new UserError(
                    "'" + text.strip() + "' is not an amount",
                    "amount '" + text.strip() + "'",
                    "write a number and a unit, such as " + dimension.example());
        }
        AmountUnit unit = of(dimension).stream()
                .filter(u -> u.hasSymbol(m.group(2)))
                .findFirst()
                .orElseThrow(() -> wrongUnit(m.group(2), dimension, text.strip()));
        double amount = new BigDecimal(m.group(1)).multiply(unit.size).doubleValue();
        if (!(amount > 0) || Double.isInfinite(amount)) {
            throw new UserError(
                    "an amount must be above zero and finite",
                    "amount '" + text.strip() + "'",
                    "write such as " + dimension.example());
        }
        return amount;
    }

    /**
     * Formats an amount (milliseconds, counts or bytes) with the largest unit that represents it exactly with three decimals at
     * most: {@code parse(format(x))} is {@code x}.
     */
    public static String format(double amount, Dimension dimension) {
        BigDecimal exact = new BigDecimal(Double.toString(amount));
        Optional<String> tidy = of(dimension).reversed().stream()
                .filter(u -> exact.compareTo(u.size) >= 0)
                .map(u -> u.shortText(exact))
                .flatMap(Optional::stream)
                .findFirst();
        return tidy.orElseGet(() -> exact.stripTrailingZeros().toPlainString() + baseUnit(dimension).symbol);
    }

    /** Whether a text is the symbol of this unit. Thousands may also be written with a small k, as in the SI. */
    private boolean hasSymbol(String unit) {
        return symbol.equals(unit) || this == THOUSANDS && unit.equals("k");
    }

    /** The amount in this unit, if that is exact with few decimals. */
    private Optional<String> shortText(BigDecimal amount) {
        BigDecimal quotient = amount.divide(size, MathContext.DECIMAL128).stripTrailingZeros();
        boolean exact = quotient.multiply(size).compareTo(amount) == 0;
        return exact && quotient.scale() <= MAX_DECIMALS
                ? Optional.of(quotient.toPlainString() + symbol)
                : Optional.empty();
    }

    private static AmountUnit baseUnit(Dimension dimension) {
        return of(dimension).stream()
                .filter(u -> u.size.compareTo(BigDecimal.ONE) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static List<AmountUnit> of(Dimension dimension) {
        return Arrays.stream(values()).filter(u -> u.dimension == dimension).toList();
    }

    private static UserError wrongUnit(String unit, Dimension dimension, String text) {
        String units = of(dimension).stream()
                .map(u -> u.symbol.isEmpty() ? "none" : u.symbol)
                .collect(Collectors.joining(", "));
        return new UserError(
                unit.isEmpty() ? "the unit is missing" : "'" + unit + "' is not a unit here",
                "amount '" + text + "'",
                "units: " + units + "; such as " + dimension.example());
    }
}
