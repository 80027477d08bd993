package dev.sartor.cli.option;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 1%} as the fraction 0.01; 0 to 100 %. */
public final class PercentConverter implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*%");

    @Override
    public Double convert(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches() || Double.parseDouble(m.group(1)) > 100) {
            throw new TypeConversionException("'" + text + "' is no share, as 1% is");
        }
        return Double.parseDouble(m.group(1)) / 100;
    }
}
