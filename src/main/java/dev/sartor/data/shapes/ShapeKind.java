package dev.sartor.data.shapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The classes of the built-in data set. Some resemble each other on purpose: circle and drop, crescent and spiral, heart and triangle. */
public enum ShapeKind {
    CIRCLE(Outline.curve(t -> 0.8 * sin(t), t -> 0.8 * cos(t))),
    TRIANGLE(Outline.radial(3, 1)),
    SQUARE(Outline.area(-0.75, -0.75, 0.75, -0.75, 0.75, 0.75, -0.75, 0.75)),
    STAR(Outline.radial(10, 1, 0.45)),
    CROSS(Outline.area(
            -0.3, -0.9, 0.3, -0.9, 0.3, -0.3, 0.9, -0.3, 0.9, 0.3, 0.3, 0.3, 0.3, 0.9, -0.3, 0.9, -0.3, 0.3, -0.9, 0.3,
            -0.9, -0.3, -0.3, -0.3)),
    HEART(Outline.curve(
            t -> 0.9 * sin(t) * sin(t) * sin(t),
            t -> -0.058 * (13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)))),
    CRESCENT(Outline.curve(t -> t < 0.5 ? 0.95 * sin(t) - 0.3 : 0.45 * sin(1 - t) - 0.3, t -> -0.95 * cos(t))),
    ARROW(Outline.area(-0.95, -0.25, 0.1, -0.25, 0.1, -0.75, 0.95, 0, 0.1, 0.75, 0.1, 0.25, -0.95, 0.25)),
    SPIRAL(Outline.stroke(t -> (0.1 + 0.75 * t) * cos(1.75 * t), t -> (0.1 + 0.75 * t) * sin(1.75 * t), 0.24)),
    DROP(Outline.curve(t -> 0.75 * sin(t) * (1 - cos(t)) / 1.3, t -> -0.95 * cos(t)));

    private final DistanceField field;
    private final boolean isRecognisableByOutline;

    ShapeKind(Outline outline) {
        this.isRecognisableByOutline = outline.thickness() == 0;
        this.field = new DistanceField(outline);
    }

    /** Lower-case names, in the order of the classes. */
    public static List<String> names() {
        return Arrays.stream(values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    DistanceField field() {
        return field;
    }

    /** Whether the shape can be recognised by its outline alone. The spiral is a stroke, whose two edges are too close. */
    boolean isRecognisableByOutline() {
        return isRecognisableByOutline;
    }

    /** The sine of an angle in full turns. */
    private static double sin(double turns) {
        return StrictMath.sin(2 * Math.PI * turns);
    }

    private static double cos(double turns) {
        return StrictMath.cos(2 * Math.PI * turns);
    }
}
