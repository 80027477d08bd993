package dev.sartor.cli.option;

import dev.sartor.base.NumberRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses percentages from 0 % to 100 %: {@code 1%} is 0.01. */
public final class PercentConverter implements ITypeConverter<Double> {
    private static final NumberRange PERCENT = NumberRange.real(0, 100);

    @Override
    public Double convert(String text) {
        String stripped = text.strip();
        try {
            if (stripped.endsWith("%")) {
                return PERCENT.parse(stripped.substring(0, stripped.length() - 1))
                                .doubleValue()
                        / 100;
            }
        } catch (IllegalArgumentException e) {
            // reported below, like a text without a percent sign
        }
        throw new TypeConversionException("'" + text + "' is not a percentage from 0% to 100%, such as 1%");
    }
}
