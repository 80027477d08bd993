package dev.sartor.cli.option;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that an option accepts, possibly with a fraction. {@link RangeConverters} checks them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface RealRange {
    /** The smallest number. */
    double min() default 0;

    /** Whether {@link #min} itself is accepted. */
    boolean minIncluded() default true;

    /** The largest number. */
    double max();

    /** Whether {@link #max} itself is accepted. */
    boolean maxIncluded() default true;
}
