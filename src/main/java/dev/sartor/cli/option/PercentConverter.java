package dev.sartor.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses percentages from 0 % to 100 %: {@code 1%} is 0.01. */
public final class PercentConverter implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*%");

    @Override
    public Double convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches() || Double.parseDouble(m.group(1)) > 100) {
            throw new TypeConversionException("'" + text + "' is not a percentage such as 1%");
        }
        return Double.parseDouble(m.group(1)) / 100;
    }
}
