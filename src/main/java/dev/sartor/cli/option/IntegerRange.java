package dev.sartor.cli.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The whole numbers that an option accepts, both ends included. {@link RangeConverters} checks them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface IntegerRange {
    /** The smallest number. */
    long min();

    /** The largest number. */
    long max() default Long.MAX_VALUE;
}
