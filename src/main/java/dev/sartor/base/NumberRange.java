package dev.sartor.base;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** The range of a number that a user may give. It parses and checks a text with ASCII digits and a decimal point. */
public sealed interface NumberRange {

    /**
     * Parses a number.
     *
     * @throws IllegalArgumentException if the text is not a number of this range; the message says what is valid
     */
    Number parse(String text);

    /** The valid numbers in words, such as {@code a whole number from 1 to 100}. */
    String description();

    /** Whole numbers from {@code min} to {@code max}. */
    static Whole whole(long min, long max) {
        return new Whole(min, max);
    }

    /** Finite numbers from {@code min} to {@code max}, both included. */
    static Real real(double min, double max) {
        boolean included = true;
        return new Real(min, included, max, included);
    }

    /** Whole numbers, both ends included. */
    record Whole(long min, long max) implements NumberRange {
        private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,40}");

        public Whole {
            if (min > max) {
                throw new IllegalArgumentException("A range cannot end before it begins: " + min + " to " + max);
            }
        }

        @Override
        public Long parse(String text) {
            String stripped = text.strip();
            if (DIGITS.matcher(stripped).matches()) {
                var number = new BigInteger(stripped);
                if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0) {
                    return number.longValueExact();
                }
            }
            throw rejected(text, this);
        }

        @Override
        public String description() {
            if (min == Long.MIN_VALUE && max == Long.MAX_VALUE) {
                return "a whole number of up to 64 bits";
            }
            return max == Long.MAX_VALUE
                    ? String.format(Locale.ROOT, "a whole number, %,d or more", min)
                    : String.format(Locale.ROOT, "a whole number from %,d to %,d", min, max);
        }
    }

    /** Finite numbers. */
    record Real(double min, boolean minIncluded, double max, boolean maxIncluded) implements NumberRange {
        private static final Pattern DECIMAL =
                Pattern.compile("[+-]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?");

        public Real {
            if (!(min < max)) {
                throw new IllegalArgumentException("A range must end above its beginning: " + min + " to " + max);
            }
        }

        /** The same range, but with the minimum excluded. */
        public Real aboveMin() {
            boolean withMin = false;
            return new Real(min, withMin, max, maxIncluded);
        }

        @Override
        public Double parse(String text) {
            String stripped = text.strip();
            if (DECIMAL.matcher(stripped).matches()) {
                double number = Double.parseDouble(stripped);
                if ((minIncluded ? number >= min : number > min) && (maxIncluded ? number <= max : number < max)) {
                    return number == 0 ? 0.0 : number;
                }
            }
            throw rejected(text, this);
        }

        @Override
        public String description() {
            String low = plain(min);
            String high = plain(max);
            if (minIncluded && maxIncluded) {
                return "a number from " + low + " to " + high;
            }
            return "a number " + (minIncluded ? "from " : "above ") + low
                    + (maxIncluded ? " and up to " : " and below ") + high;
        }

        private static String plain(double value) {
            return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        }
    }

    private static IllegalArgumentException rejected(String text, NumberRange range) {
        return new IllegalArgumentException("'" + text + "' is not " + range.description());
    }
}
