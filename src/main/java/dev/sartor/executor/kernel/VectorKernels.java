package dev.sartor.executor.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The kernels on the Vector API, with the widest vectors of the machine up to 512 bits. */
final class VectorKernels implements Kernels {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED.length() > Tile.LANES
            ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;
    /** Channels a vector holds; narrower vectors run through a block lane by lane, as its channels are independent. */
    static final int STEP = SPECIES.length();

    @Override
    public String name() {
        return "vector-" + SPECIES.vectorBitSize();
    }

    @Override
    public void multiply(Tile a, int[] blocks, int depth, Panel panel, Tile out, int rows) {
        VectorMultiply.multiply(a, blocks, depth, panel, out, rows);
    }

    @Override
    public void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        VectorOuter.outer(a, depth, g, blocks, rows, sum, at, pitch);
    }

    @Override
    public void activate(Tile z, Affine affine, int channel, Curve curve, Tile out, int pitch, int height, int width) {
        VectorCurves.activate(z, affine, channel, curve, out, pitch, height, width);
    }

    @Override
    public void slope(Tile d, Tile z, Affine affine, int channel, Curve curve, Tile out, int rows) {
        VectorCurves.slope(d, z, affine, channel, curve, out, rows);
    }

    @Override
    public void gradient(Tile d, Tile z, Affine affine, Backward backward, int channel, Curve curve, Tile out, int pitch,
            int height, int width) {
        VectorGradients.gradient(d, z, affine, backward, channel, curve, out, pitch, height, width);
    }

    @Override
    public void gradientSums(Tile d, Tile z, Affine affine, int channel, Curve curve, int rows, double[] sums) {
        VectorGradients.gradientSums(d, z, affine, channel, curve, rows, sums);
    }

    @Override
    public void moments(Tile z, int channel, int rows, double[] sums) {
        VectorGradients.moments(z, channel, rows, sums);
    }

    @Override
    public void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        VectorDepthwise.depthwise(in, pitch, window, weights, out);
    }

    @Override
    public void depthwiseOuter(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        VectorDepthwiseOuter.outer(in, pitch, window, g, gPitch, sum);
    }

    @Override
    public void add(Tile a, Tile b, int rows) {
        VectorRows.add(a, b, rows);
    }

    @Override
    public void scale(Tile x, Tile row, Tile out, int rows) {
        VectorRows.scale(x, row, out, rows);
    }

    @Override
    public void dot(Tile x, Tile y, Tile row, int rows) {
        VectorRows.dot(x, y, row, rows);
    }

    @Override
    public void sum(Tile x, Tile row, int rows) {
        VectorRows.sum(x, row, rows);
    }
}
