package dev.sartor.litert;

import java.util.List;

/**
 * One operation of a LiteRT graph.
 *
 * @param version version of the operator
 * @param inputs  indices of the tensors that it reads
 * @param output  index of the tensor that it writes
 */
record LiteRtOperation(
        LiteRtOperator operator, int version, List<Integer> inputs, int output, OperationOptions options) {
    LiteRtOperation {
        inputs = List.copyOf(inputs);
    }
}
