package dev.sartor.network.quantisation;

import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;

/**
 * Cross-layer equalisation (Nagel et al., arXiv 1906.04721): where one convolution alone reads another, with ReLU between them or nothing, a
 * channel can be divided by s before and multiplied by s after. With s = sqrt(r1 / r2) for its largest weights r1 and r2 in both, the
 * weights of all channels get about equal ranges, so that one scale suits them all. The function of the network does not change, except
 * that a ReLU6 clips a channel that becomes smaller later than before; a channel before ReLU6 is never made larger.
 */
public final class Equalisation {
    /** Passes over the network; the ranges have converged long before. */
    private static final int PASSES = 20;

    private static final float MAX_FACTOR = 50;
    /** Channels with smaller weights are left alone. */
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
        float[] before = weights.tensor(Parameter.name(first.name(), Role.WEIGHT));
        float[] bias = weights.tensor(Parameter.name(first.name(), Role.BIAS));
        float[] after = weights.tensor(Parameter.name(second.name(), Role.WEIGHT));
        Op.Conv conv = (Op.Conv) second.op();
        int perChannel = before.length / bias.length;
        for (int c = 0; c < bias.length; c++) {
            float range = 0;
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                range = Math.max(range, Math.abs(before[i]));
            }
            float rangeAfter = largest(after, conv, c);
            if (range < MIN_RANGE || rangeAfter < MIN_RANGE) {
                continue;
            }
            float factor = Math.clamp((float) Math.sqrt(range / rangeAfter), relu6 ? 1 : 1 / MAX_FACTOR, MAX_FACTOR);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                before[i] /= factor;
            }
            bias[c] /= factor;
            multiply(after, conv, c, factor);
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

    private static int weightIndex(Op.Conv conv, int out, int channel) {
        int inPerGroup = conv.in() / conv.groups();
        return (out * inPerGroup + channel % inPerGroup) * conv.kernel() * conv.kernel();
    }
}
