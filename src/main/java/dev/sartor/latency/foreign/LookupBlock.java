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
 * An inverted residual as lookup tables describe it: by the width inside. At the input's own width it has no expanding
 * convolution.
 *
 * @param mid  the width inside
 * @param skip whether the input is added where shapes allow it
 */
record LookupBlock(
        Shape input,
        int mid,
        int channels,
        int kernel,
        int stride,
        Optional<SqueezeExcite> se,
        Activation activation,
        boolean skip) {

    /** @throws IllegalArgumentException with the reason, if no unit of ours computes this */
    Unit unit() {
        try {
            return new Unit(Lowering.lower(block(), input));
        } catch (UserError e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Block block() {
        // without a sum the flag changes nothing, and the canonical text leaves it unsaid
        boolean sum = skip || stride > 1 || input.channels() != channels;
        if (mid == input.channels()) {
            return new Block.DepthwiseSeparable(kernel, stride, channels, se, activation, true, sum);
        }
        double expansion = (double) mid / input.channels();
        if (ChannelRounding.divisible(input.channels() * expansion) != mid) {
            throw new IllegalArgumentException("an expanded width of " + mid + " is no multiple of 8");
        }
        return new Block.InvertedResidual(kernel, stride, expansion, channels, se, activation, sum);
    }
}
