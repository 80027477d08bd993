package dev.sartor.data.shapes;

/**
 * A shape to draw: its placement and paint, filled or only its rim, possibly cut along a straight line.
 *
 * @param rim  half the width of the rim in units of the shape, 0 for the whole area
 * @param cutX normal of the cut in the shape's plane: the part beyond {@code cutX * x + cutY * y = cut} is missing
 */
record PlacedShape(
        DistanceField field, ShapePlacement placement, float rim, float cutX, float cutY, float cut, Paint paint) {
    /** A distance beyond every point of a shape. */
    private static final float UNCUT = 4;

    static PlacedShape whole(ShapeKind kind, ShapePlacement placement, float rim, Paint paint) {
        return new PlacedShape(kind.field(), placement, rim, 1, 0, UNCUT, paint);
    }

    /** A piece of a shape, cut at a random side so that it cannot be taken for the whole. */
    static PlacedShape fragment(RandomValues draws, ShapeKind kind, ShapePlacement placement, Paint paint) {
        float turns = draws.uniform(0, 1);
        return new PlacedShape(
                kind.field(),
                placement,
                draws.chance(0.4) ? 0.12f : 0,
                (float) StrictMath.cos(2 * Math.PI * turns),
                (float) StrictMath.sin(2 * Math.PI * turns),
                draws.uniform(-0.25, 0.15),
                paint);
    }

    /** How much of the pixel at a place is covered, 0 to 1, for pixels of a given size in the picture. */
    float coverage(float x, float y, float pixel) {
        float sx = placement.shapeX(x, y);
        float sy = placement.shapeY(x, y);
        float distance = field.at(sx, sy);
        float edge = rim > 0 ? Math.abs(distance) - rim : distance;
        float beyond = cutX * sx + cutY * sy - cut;
        return Math.clamp(0.5f - Math.max(edge, beyond) * placement.scale() / pixel, 0, 1);
    }
}
