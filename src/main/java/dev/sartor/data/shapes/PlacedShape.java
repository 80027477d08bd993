package dev.sartor.data.shapes;

/**
 * A shape to draw, with its placement and paint: filled or an outline, whole or cut along a straight line.
 *
 * @param field            distances to the edge of the shape
 * @param halfOutlineWidth half the width of the outline in shape coordinates, 0 to fill the area
 * @param cutX             with {@code cutY} the normal (of length 1) of a cut in the shape's coordinates: what lies beyond the line
 *                         {@code cutX * x + cutY * y = cut} is missing
 */
record PlacedShape(
        DistanceField field,
        ShapePlacement placement,
        float halfOutlineWidth,
        float cutX,
        float cutY,
        float cut,
        Paint paint) {
    /** The distance of a cut that removes nothing: it lies outside every shape. */
    private static final float UNCUT = 4;

    /** Probability that a fragment is drawn as an outline, and half the width of that. */
    private static final double OUTLINED_FRAGMENTS = 0.4;

    private static final float HALF_FRAGMENT_OUTLINE = 0.12f;

    /** A shape without a cut. */
    static PlacedShape whole(ShapeKind kind, ShapePlacement placement, float halfOutlineWidth, Paint paint) {
        return new PlacedShape(kind.field(), placement, halfOutlineWidth, 1, 0, UNCUT, paint);
    }

    /** A shape with a random side cut off, so that it is not mistaken for the whole shape. */
    static PlacedShape fragment(RandomValues random, ShapeKind kind, ShapePlacement placement, Paint paint) {
        float turns = random.uniform(0, 1);
        return new PlacedShape(
                kind.field(),
                placement,
                random.trueWithProbability(OUTLINED_FRAGMENTS) ? HALF_FRAGMENT_OUTLINE : 0,
                (float) StrictMath.cos(2 * Math.PI * turns),
                (float) StrictMath.sin(2 * Math.PI * turns),
                random.uniform(-0.25, 0.15),
                paint);
    }

    /** The covered share of the pixel at (x, y) of the image, 0 to 1. {@code pixel} is the side of a pixel. */
    float coverage(float x, float y, float pixel) {
        float sx = placement.shapeX(x, y);
        float sy = placement.shapeY(x, y);
        float distance = field.distanceAt(sx, sy);
        float edge = halfOutlineWidth > 0 ? Math.abs(distance) - halfOutlineWidth : distance;
        float beyond = cutX * sx + cutY * sy - cut;
        return Math.clamp(0.5f - Math.max(edge, beyond) * placement.scale() / pixel, 0, 1);
    }
}
