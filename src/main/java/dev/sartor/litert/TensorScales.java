package dev.sartor.litert;

import java.util.Collections;
import java.util.List;

/**
 * What the integers q of a tensor stand for: scale * (q - zero point).
 *
 * @param scales     one for all values, or one for each index of a dimension
 * @param zeroPoints as many
 * @param dimension  the dimension that several scales belong to
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
        return new TensorScales(List.of(scale), List.of(zeroPoint), 0);
    }

    /** Symmetric scales of the indices of a dimension. */
    static TensorScales symmetric(List<Float> scales, int dimension) {
        return new TensorScales(scales, Collections.nCopies(scales.size(), 0), dimension);
    }
}
