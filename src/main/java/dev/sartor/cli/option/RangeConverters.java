package dev.sartor.cli.option;

import dev.sartor.base.NumberRange;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Checks the numbers of options where they are parsed, by the annotations {@link IntegerRange} and {@link RealRange}. */
public final class RangeConverters {
    private RangeConverters() {}

    /** Makes a command and its subcommands check the ranges of their options. */
    public static void install(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        for (OptionSpec option : List.copyOf(spec.options())) {
            range(option).ifPresent(range -> {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option)
                        .converters(converter(range, option))
                        .build());
            });
        }
        command.getSubcommands().values().forEach(RangeConverters::install);
    }

    /** The range of an option; empty if its field has no such annotation. */
    public static Optional<NumberRange> range(ArgSpec argument) {
        if (!(argument.userObject() instanceof Field field)) {
            return Optional.empty();
        }
        IntegerRange whole = field.getAnnotation(IntegerRange.class);
        if (whole != null) {
            return Optional.of(NumberRange.whole(whole.min(), whole.max()));
        }
        return Optional.ofNullable(field.getAnnotation(RealRange.class))
                .map(r -> new NumberRange.Real(r.min(), r.minIncluded(), r.max(), r.maxIncluded()));
    }

    private static ITypeConverter<?> converter(NumberRange range, ArgSpec argument) {
        Function<Number, Object> toType = toType(argument.auxiliaryTypes()[0]);
        return text -> {
            try {
                return toType.apply(range.parse(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static Function<Number, Object> toType(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return n -> Math.toIntExact(n.longValue());
        }
        if (type == long.class || type == Long.class) {
            return Number::longValue;
        }
        if (type == double.class || type == Double.class) {
            return Number::doubleValue;
        }
        throw new IllegalStateException("no range for options of " + type);
    }
}
