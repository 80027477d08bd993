package dev.sartor.litert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Builder of a LiteRT graph. Tensors are identified by their index. */
final class LiteRtGraph {
    /** The version of the product in which the scale of the output may be smaller than the product of the factors' scales. */
    private static final int VERSION_OF_FINE_PRODUCT = 3;

    private final List<LiteRtTensor> tensors = new ArrayList<>();
    private final List<LiteRtOperation> operations = new ArrayList<>();
    private final Map<String, Integer> sharedConstants = new HashMap<>();

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

    /**
     * Adds an operation whose output cannot have any scales, followed by a requantisation if the scales of {@code result} are
     * others.
     *
     * @param written the output of the operation, with the scales that it must have
     */
    int requantised(
            LiteRtOperator operator, OperationOptions options, LiteRtTensor written, LiteRtTensor result, int input) {
        if (written.scales().equals(result.scales())) {
            return add(operator, options, result, input);
        }
        return add(
                LiteRtOperator.QUANTIZE, new OperationOptions.None(), result, add(operator, options, written, input));
    }

    /** The input, requantised if its scales are not those of {@code result}. */
    int withScalesOf(LiteRtTensor result, int input, String name) {
        LiteRtTensor in = tensor(input);
        return in.scales().equals(result.scales())
                ? input
                : add(LiteRtOperator.QUANTIZE, new OperationOptions.None(), result.like(name, in.shape()), input);
    }

    /** The index of a constant that several operations use. */
    int shared(String name, Supplier<LiteRtTensor> constant) {
        return sharedConstants.computeIfAbsent(name, _ -> add(constant.get()));
    }

    /** The index of a constant vector that several operations use. */
    int shared(String name, int... values) {
        return shared(name, () -> LiteRtTensor.constant(name, List.of(values.length), values));
    }

    LiteRtModel model(String name, List<Integer> inputs, List<Integer> outputs) {
        return new LiteRtModel(name, tensors, operations, inputs, outputs, new TreeMap<>());
    }
}
