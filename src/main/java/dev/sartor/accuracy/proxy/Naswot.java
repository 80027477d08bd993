package dev.sartor.accuracy.proxy;

import dev.sartor.base.math.SymmetricMatrix;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.LayerInspector;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;

/**
 * NASWOT (Mellor et al.: Neural Architecture Search without Training, arXiv 2006.04647): each image has a code, one bit for
 * each hidden unit, set where the unit's activation is above 0. With N units the score is the log determinant of the kernel
 * K_ij = N - (number of bits in which the codes of images i and j differ). It is high if the network distinguishes the
 * images. The sigmoids of squeeze-and-excitation do not count as hidden units. K is positive semidefinite, since its entries
 * count equal bits.
 */
public final class Naswot {
    /** Replaces smaller eigenvalues, so that images with equal codes do not make the score infinite. */
    private static final double MIN_EIGENVALUE = 1e-9;

    private Naswot() {}

    /**
     * The score of a network on a batch of images.
     *
     * @param nchw   normalised images, [image][channel][row][column]
     * @param images number of images
     */
    public static double of(Executor executor, Network network, Weights weights, float[] nchw, int images) {
        double[][] kernel = new double[images][images];
        try (var inspector = new LayerInspector(executor, network, images)) {
            inspector.forward(weights, nchw, images);
            network.layers().stream().filter(Naswot::hasHiddenUnits).forEach(l -> add(kernel, inspector.value(l.id())));
        }
        return SymmetricMatrix.logDeterminant(kernel, MIN_EIGENVALUE);
    }

    private static boolean hasHiddenUnits(Layer layer) {
        return layer.op() instanceof Op.Activate(Op.Function function)
                && switch (function) {
                    case RELU, RELU6, HSWISH, SWISH -> true;
                    case HARD_SIGMOID, SIGMOID -> false;
                };
    }

    /**
     * Adds the hidden units of one layer to the kernel: for each pair of images the number of equal bits.
     *
     * @param kernel [image][image]
     * @param values activations of the layer, [image][hidden unit]
     */
    static void add(double[][] kernel, float[] values) {
        int units = values.length / kernel.length;
        long[][] codes = new long[kernel.length][Math.ceilDiv(units, Long.SIZE)];
        for (int i = 0; i < kernel.length; i++) {
            for (int u = 0; u < units; u++) {
                codes[i][u / Long.SIZE] |= values[i * units + u] > 0 ? 1L << u : 0;
            }
        }
        for (int i = 0; i < kernel.length; i++) {
            for (int j = 0; j < kernel.length; j++) {
                kernel[i][j] += units - hammingDistance(codes[i], codes[j]);
            }
        }
    }

    /** The number of bits in which two codes differ. */
    private static int hammingDistance(long[] a, long[] b) {
        int count = 0;
        for (int i = 0; i < a.length; i++) {
            count += Long.bitCount(a[i] ^ b[i]);
        }
        return count;
    }
}
