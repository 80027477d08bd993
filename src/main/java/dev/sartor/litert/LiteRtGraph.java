package dev.sartor.litert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Builder of a LiteRT graph. Tensors are identified by their index. */
final class LiteRtGraph {
    /** The version of the product in which the scale of the output may be smaller than the product of the factors' scales. */
    private static final int VERSION_OF_FINE_PRODUCT = 3;

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
        int version = operator.version(tensors.get(inputs[0]).type());
        boolean fineOutput = operator == LiteRtOperator.MUL && scaleOfProductByScale(output, inputs) >= 1;
        return add(operator, fineOutput ? VERSION_OF_FINE_PRODUCT : version, options, output, inputs);
    }

    /** The product of the scales of two 8-bit factors divided by the scale of the output; 0 for floats. */
    private double scaleOfProductByScale(LiteRtTensor output, Integer[] factors) {
        return output.scales().stream()
                .mapToDouble(s -> (double) scale(factors[0])
                        * scale(factors[1])
                        / s.scales().getFirst())
                .findFirst()
                .orElse(0);
    }

    private float scale(int tensor) {
        return tensors.get(tensor).scales().orElseThrow().scales().getFirst();
    }

    /** Adds an operation whose operator has a certain version, and returns the index of the tensor that it writes. */
    int add(LiteRtOperator operator, int version, OperationOptions options, LiteRtTensor output, Integer... inputs) {
        int index = add(output);
        operations.add(new LiteRtOperation(operator, version, Arrays.asList(inputs), index, options));
        return index;
    }

    LiteRtModel model(String name, List<Integer> inputs, List<Integer> outputs) {
        return new LiteRtModel(name, tensors, operations, inputs, outputs, new TreeMap<>());
    }
}
