package dev.sartor.network.quantisation;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;

/**
 * Cross-layer equalisation (Nagel et al., arXiv 1906.04721). If only one convolution reads another, with a ReLU or nothing between
 * them, the weights of a channel can be divided by s in the first convolution and multiplied by s in the second. Let r1 and r2 be the
 * largest absolute weights of the channel in the two. With s = sqrt(r1 / r2), the weights of all channels get about equal ranges, so
 * that one quantisation scale suits them all. The function of the network does not change, with one exception: a ReLU6 clips
 * fewer values of a channel that was made smaller. A channel before a ReLU6 is never made larger.
 */
public final class Equalisation {
    /** Number of passes over the network, which is more than the ranges need to converge. */
    private static final int PASSES = 20;

    /** Maximum of s and of 1 / s. */
    private static final float MAX_FACTOR = 50;
    /** Channels whose largest absolute weight is smaller are not changed. */
    private static final float MIN_RANGE = 1e-6f;

    private final Network network;
    private final Weights weights;
    private final int[] readers;

    private Equalisation(BatchNormFolding folded) {
        network = folded.network();
        weights = folded.weights().copy();
        readers = new int[network.layers().size()];
        network.layers().forEach(l -> l.inputs().forEach(i -> readers[i]++));
        network.outputs().forEach(o -> readers[o]++);
    }

    /** The equalised form of a folded network. */
    public static BatchNormFolding of(BatchNormFolding folded) {
        var equalisation = new Equalisation(folded);
        for (int pass = 0; pass < PASSES; pass++) {
            folded.network().layers().forEach(equalisation::equaliseInput);
        }
        return new BatchNormFolding(folded.network(), equalisation.weights);
    }

    /** Equalises the input channels of a convolution, if another convolution alone writes them. */
    private void equaliseInput(Layer second) {
        if (!(second.op() instanceof Op.Conv)) {
            return;
        }
        Layer between = network.layer(second.inputs().getFirst());
        Layer first = between;
        boolean relu6 = false;
        if (between.op() instanceof Op.Activate(Op.Function function)) {
            if (function != Op.Function.RELU && function != Op.Function.RELU6) {
                return;
            }
            relu6 = function == Op.Function.RELU6;
            first = network.layer(between.inputs().getFirst());
        }
        if (first.op() instanceof Op.Conv c && c.bias() && readers[between.id()] == 1 && readers[first.id()] == 1) {
            equalise(first, second, relu6);
        }
    }

    private void equalise(Layer first, Layer second, boolean relu6) {
        float[] firstWeights = weights.tensor(Parameter.name(first.name(), Role.WEIGHT));
        float[] bias = weights.tensor(Parameter.name(first.name(), Role.BIAS));
        float[] secondWeights = weights.tensor(Parameter.name(second.name(), Role.WEIGHT));
        Op.Conv conv = (Op.Conv) second.op();
        int perChannel = firstWeights.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            float firstRange = 0;
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                firstRange = Math.max(firstRange, Math.abs(firstWeights[i]));
            }
            float secondRange = largest(secondWeights, conv, c);
            if (firstRange < MIN_RANGE || secondRange < MIN_RANGE) {
                continue;
            }
            float factor =
                    Math.clamp((float) Math.sqrt(firstRange / secondRange), relu6 ? 1 : 1 / MAX_FACTOR, MAX_FACTOR);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                firstWeights[i] /= factor;
            }
            bias[c] /= factor;
            multiply(secondWeights, conv, c, factor);
        }
    }

    /** The largest absolute weight of an input channel. */
    private static float largest(float[] weights, Op.Conv conv, int channel) {
        float largest = 0;
        int taps = conv.kernel() * conv.kernel();
        for (int o = firstReader(conv, channel); o < firstReader(conv, channel) + conv.out() / conv.groups(); o++) {
            int from = weightIndex(conv, o, channel);
            for (int t = from; t < from + taps; t++) {
                largest = Math.max(largest, Math.abs(weights[t]));
            }
        }
        return largest;
    }

    /** Multiplies the weights of an input channel. */
    private static void multiply(float[] weights, Op.Conv conv, int channel, float factor) {
        int taps = conv.kernel() * conv.kernel();
        for (int o = firstReader(conv, channel); o < firstReader(conv, channel) + conv.out() / conv.groups(); o++) {
            int from = weightIndex(conv, o, channel);
            for (int t = from; t < from + taps; t++) {
                weights[t] *= factor;
            }
        }
    }

    /** The first of the output channels that read an input channel: those of its group. */
    private static int firstReader(Op.Conv conv, int channel) {
        return channel / (conv.in() / conv.groups()) * (conv.out() / conv.groups());
    }

    /** The index of the first weight from an input channel to an output channel. */
    private static int weightIndex(Op.Conv conv, int out, int channel) {
        int inPerGroup = conv.in() / conv.groups();
        return (out * inPerGroup + channel % inPerGroup) * conv.kernel() * conv.kernel();
    }
}
