package dev.sartor.executor;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.List;

/** An {@link Expansion} whose hidden value is read by something other than a plain projection, such as squeeze-and-excite. */
final class ExpandDepthwise extends Node {
    private final Expansion expansion;

    /** @param output the expansion's hidden value */
    ExpandDepthwise(Edge input, Expansion expansion, Value output) {
        super(List.of(input), output);
        this.expansion = expansion;
    }

    @Override
    void claim(Claims claims) {
        super.claim(claims);
        expansion.claim(claims);
    }

    @Override
    void load(Weights weights, boolean training) {
        expansion.load(weights, training);
    }

    @Override
    void forward(Pass pass) {
        if (pass.training()) {
            expansion.forward(pass);
        } else {
            pass.each(expansion::widen);
        }
    }

    @Override
    void backward(Pass pass) {
        settleGradient(pass);
        expansion.backward(pass, (row, _, _) -> (_, block, _) -> gradientOf(block, row));
    }

    private Tile gradientOf(int block, int row) {
        return output.gradientAt(block, row);
    }
}
