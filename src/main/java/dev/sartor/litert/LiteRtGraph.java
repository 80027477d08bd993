package dev.sartor.litert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Builder of a LiteRT graph. Tensors are named by their index. */
final class LiteRtGraph {
    private final List<LiteRtTensor> tensors = new ArrayList<>();
    private final List<LiteRtOperation> operations = new ArrayList<>();

    /** Adds a constant or the input, and returns its index. */
    int add(LiteRtTensor tensor) {
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    LiteRtTensor tensor(int index) {
        return tensors.get(index);
    }

    /** Adds an operation with the tensor that it writes, and returns the index of this tensor. */
    int add(LiteRtOperator operator, OperationOptions options, LiteRtTensor output, Integer... inputs) {
        return add(operator, operator.version(tensors.get(inputs[0]).type()), options, output, inputs);
    }

    /** The same with an operator in a certain version. */
    int add(LiteRtOperator operator, int version, OperationOptions options, LiteRtTensor output, Integer... inputs) {
        int index = add(output);
        operations.add(new LiteRtOperation(operator, version, Arrays.asList(inputs), index, options));
        return index;
    }

    LiteRtModel model(String name, List<Integer> inputs, List<Integer> outputs) {
        return new LiteRtModel(name, tensors, operations, inputs, outputs, new TreeMap<>());
    }
}
