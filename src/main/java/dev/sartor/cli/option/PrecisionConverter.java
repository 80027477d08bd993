package dev.sartor.cli.option;

import dev.sartor.base.Suggestions;
import dev.sartor.network.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a precision such as {@code int8}. */
public final class PrecisionConverter implements ITypeConverter<Precision> {
    @Override
    public Precision convert(String text) {
        return Precision.named(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not a precision; " + Suggestions.fix(text, Precision.tokens())));
    }
}
