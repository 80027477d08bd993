package dev.sartor.litert;

import dev.sartor.litert.ArenaPlan.PlannedTensor;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory that TensorFlow Lite Micro plans for the activations of a space's networks in 8-bit integers, which are given by their
 * units as indices into the space's unit graph. It is at least that of each unit alone, and can be more. Thread-safe.
 */
public final class ArenaCosts {
    /** {@code sizeof(TfLiteEvalTensor)} on a processor of 32 bits: two pointers and a type. */
    private static final int BYTES_PER_TENSOR = 12;
    /** An {@code int32_t} each for the multiplier and the shift of an output channel. */
    private static final int BYTES_PER_CHANNEL = 8;

    /**
     * What the arena holds for a network on a processor of 32 bits. The state of operators and scratch buffers, which depend on the
     * build and its kernels, are not included.
     *
     * @param plannedBytes  the activations, as the planner places them
     * @param minTableBytes descriptions of the tensors, and the multiplier and shift of each output channel
     */
    public record Memory(long plannedBytes, long minTableBytes) {}

    private final UnitGraph graph;
    /** By unit index. */
    private final Map<Integer, UnitTensors> tensorsByUnit = new ConcurrentHashMap<>();

    /**
     * The tensors of a unit alone, of which the first is its input and the last its output; none if it has no layers.
     *
     * @param operations the number of operations
     */
    private record UnitTensors(List<PlannedTensor> tensors, int operations) {}

    public ArenaCosts(UnitGraph graph) {
        this.graph = graph;
    }

    /** The arena of the network that consists of the first {@code length} of the given units, in bytes. */
    public long bytes(int[] units, int length) {
        List<PlannedTensor> tensors = new ArrayList<>();
        int operations = 0;
        for (int i = 0; i < length; i++) {
            UnitTensors unit = tensorsByUnit.computeIfAbsent(units[i], u -> tensors(graph.unit(u)));
            append(tensors, unit, operations);
            operations += unit.operations();
        }
        return ArenaPlan.of(tensors).bytes();
    }

    /** What the arena holds for a network. */
    public static Memory of(Network network) {
        LiteRtModel model = LiteRtExport.structure(network);
        long channels = model.operations().stream()
                .filter(o -> o.operator() == LiteRtOperator.CONV_2D || o.operator() == LiteRtOperator.DEPTHWISE_CONV_2D)
                .mapToLong(o -> model.tensors().get(o.output()).shape().getLast())
                .sum();
        return new Memory(
                ArenaPlan.of(model).bytes(),
                BYTES_PER_TENSOR * (long) model.tensors().size() + BYTES_PER_CHANNEL * channels);
    }

    /** The arena of a unit alone. */
    public static long bytes(Unit unit) {
        return ArenaPlan.of(tensors(unit).tensors()).bytes();
    }

    private static UnitTensors tensors(Unit unit) {
        if (unit.isEmpty()) {
            return new UnitTensors(List.of(), 0);
        }
        LiteRtModel model = LiteRtExport.structure(unit.network());
        return new UnitTensors(ArenaPlan.of(model).tensors(), model.operations().size());
    }

    /** Adds the tensors of a unit after some operations. Its input is the last tensor so far, if there is one. */
    private static void append(List<PlannedTensor> tensors, UnitTensors unit, int operations) {
        for (int i = 0; i < unit.tensors().size(); i++) {
            PlannedTensor tensor = unit.tensors().get(i);
            if (i == 0 && !tensors.isEmpty()) {
                PlannedTensor output = tensors.removeLast();
                tensors.add(new PlannedTensor(output.size(), output.first(), operations + tensor.last()));
            } else {
                int first = i == 0 ? tensor.first() : operations + tensor.first();
                tensors.add(new PlannedTensor(tensor.size(), first, operations + tensor.last()));
            }
        }
    }
}
