package dev.sartor.litert;

import java.util.Collections;
import java.util.List;

/**
 * The scales of a tensor of integers: an integer q stands for scale * (q - zero point).
 *
 * @param scales     one for all values, or one for each index of a dimension
 * @param zeroPoints one for each scale
 * @param dimension  the dimension that several scales belong to; 0 for one scale
 */
record TensorScales(List<Float> scales, List<Integer> zeroPoints, int dimension) {
    TensorScales {
        scales = List.copyOf(scales);
        zeroPoints = List.copyOf(zeroPoints);
        if (scales.isEmpty() || scales.size() != zeroPoints.size()) {
            throw new IllegalArgumentException(
                    "A tensor has " + scales.size() + " scales and " + zeroPoints.size() + " zero points");
        }
        for (float scale : scales) {
            if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A scale must be positive and finite, not " + scale);
            }
        }
    }

    static TensorScales of(float scale, int zeroPoint) {
        int dimension = 0;
        return new TensorScales(List.of(scale), List.of(zeroPoint), dimension);
    }

    /** Symmetric scales, that is with zero points of 0, for the indices of a dimension. */
    static TensorScales symmetric(List<Float> scales, int dimension) {
        int zeroPoint = 0;
        return new TensorScales(scales, Collections.nCopies(scales.size(), zeroPoint), dimension);
    }
}
