package dev.sartor.litert;

import dev.sartor.network.Layer;
import java.util.List;

/** How the tensors of an exported network are stored. */
interface NumberFormat {
    /** The output of a layer. */
    LiteRtTensor output(Layer layer, String name, List<Integer> shape);

    /** An intermediate tensor with values from {@code min} to {@code max}. */
    LiteRtTensor between(float min, float max, String name, List<Integer> shape);

    /** An intermediate tensor in the same format as another one. */
    default LiteRtTensor like(LiteRtTensor other, String name, List<Integer> shape) {
        return new LiteRtTensor(name, other.type(), shape, other.scales(), java.util.Optional.empty());
    }

    /** The weights of a convolution or linear layer. */
    LiteRtTensor weight(Layer layer, WeightOrder order);

    /** The bias of a convolution or linear layer; zeros if it has none. */
    LiteRtTensor bias(Layer layer);

    /** Constant factors or summands. */
    LiteRtTensor constant(String name, List<Integer> shape, float... values);

    /** The smallest value that a tensor can have. */
    LiteRtTensor lowest(LiteRtTensor tensor, String name);

    /** Whether a linear layer can be a matrix product, for which not all runtimes take a scale for each output. */
    boolean hasMatrixProduct(Layer linear);
}
