package dev.sartor.latency.foreign;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Block;
import dev.sartor.arch.ChannelRounding;
import dev.sartor.arch.Shape;
import dev.sartor.arch.SqueezeExcite;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.space.unit.Unit;
import java.util.Optional;

/**
 * An inverted residual as lookup tables describe it, with its number of expanded channels. If that equals the number of input
 * channels, there is no expanding convolution.
 *
 * @param skip whether the input is added if the shapes allow it
 */
record LookupBlock(
        Shape input,
        int expandedChannels,
        int channels,
        int kernel,
        int stride,
        Optional<SqueezeExcite> se,
        Activation activation,
        boolean skip) {

    /** Whether the last convolution has no activation. */
    private static final boolean LINEAR_OUTPUT = true;

    /** @throws IllegalArgumentException with the reason, if no block of a space can have these values */
    Unit unit() {
        try {
            return new Unit(Lowering.lower(block(), input));
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Block block() {
        // if the shapes allow no residual connection, the flag has no effect: true, which block strings omit
        boolean residual = skip || stride > 1 || input.channels() != channels;
        if (expandedChannels == input.channels()) {
            return new Block.DepthwiseSeparable(kernel, stride, channels, se, activation, LINEAR_OUTPUT, residual);
        }
        double expansion = (double) expandedChannels / input.channels();
        if (ChannelRounding.makeDivisible(input.channels() * expansion) != expandedChannels) {
            throw new IllegalArgumentException("an expanded width of " + expandedChannels + " is not a multiple of 8");
        }
        return new Block.InvertedResidual(kernel, stride, expansion, channels, se, activation, residual);
    }
}
