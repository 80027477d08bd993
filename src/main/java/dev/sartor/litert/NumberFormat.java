package dev.sartor.litert;

import dev.sartor.network.Layer;
import java.util.List;
import java.util.Optional;

/** The number format of an exported network: how its tensors are stored. */
interface NumberFormat {
    /** The activation layer that the operation of a layer computes itself; empty if there is none. */
    Optional<Layer> fusedActivation(Layer layer);

    /** The output of a layer. */
    LiteRtTensor output(Layer layer, String name, List<Integer> shape);

    /** An intermediate tensor with values from {@code min} to {@code max}. */
    LiteRtTensor between(float min, float max, String name, List<Integer> shape);

    /** The weights of a convolution or linear layer. */
    LiteRtTensor weight(Layer layer, WeightOrder order);

    /** The bias of a convolution or linear layer; zeros if it has none. */
    LiteRtTensor bias(Layer layer);

    /** Constant factors or summands. */
    LiteRtTensor constant(String name, List<Integer> shape, float... values);

    /** A constant: the smallest value that a tensor can have. */
    LiteRtTensor lowest(LiteRtTensor tensor, String name);

    /**
     * Whether a linear layer can be a matrix product. Otherwise it is a convolution, since not all runtimes support matrix
     * products with a scale for each output.
     */
    boolean hasMatrixProduct(Layer linear);
}
