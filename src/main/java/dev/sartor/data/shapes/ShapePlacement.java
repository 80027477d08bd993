package dev.sartor.data.shapes;

/**
 * The placement of a shape in the image, whose sides are at -1 and 1: the inverse map from image to shape coordinates,
 * {@code x' = xx (x - centreX) + xy (y - centreY)}, and the same for y.
 *
 * @param scale factor from shape coordinates to image coordinates (geometric mean over directions)
 */
record ShapePlacement(float centreX, float centreY, float xx, float xy, float yx, float yy, float scale) {
    /**
     * A placement rotated by {@code turns} full turns, stretched along its own x-axis by {@code stretch} at equal area, and
     * slanted.
     */
    static ShapePlacement of(float centreX, float centreY, float scale, float turns, float stretch, float slant) {
        double angle = 2 * Math.PI * turns;
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float along = 1 / (scale * (float) Math.sqrt(stretch));
        float across = (float) Math.sqrt(stretch) / scale;
        return new ShapePlacement(
                centreX,
                centreY,
                along * (cos - slant * sin),
                along * (sin + slant * cos),
                -across * sin,
                across * cos,
                scale);
    }

    /** The x-coordinate in the shape of a point of the image. */
    float shapeX(float x, float y) {
        return xx * (x - centreX) + xy * (y - centreY);
    }

    float shapeY(float x, float y) {
        return yx * (x - centreX) + yy * (y - centreY);
    }
}
