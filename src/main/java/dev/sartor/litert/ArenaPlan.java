package dev.sartor.litert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where TensorFlow Lite Micro places the activations of a model in its arena, by the rule of its greedy planner: the largest
 * tensor first, each at the first gap among those in use at the same time. Scratch buffers, which the kernels of some
 * processors need, are not included.
 *
 * @param offsets positions of the tensors in the arena in bytes, in the order of {@code tensors}
 * @param bytes   the size of the arena
 */
record ArenaPlan(List<PlannedTensor> tensors, List<Long> offsets, long bytes) {
    /** All tensors begin at multiples of this number of bytes. */
    private static final int ALIGNMENT = 16;

    private static final int UNUSED = -1;
    private static final int INPUT = 0;

    /**
     * A tensor that needs memory.
     *
     * @param size  bytes
     * @param first number of the operation that writes it, from 1; 0 for the input
     * @param last  number of the last operation that reads it
     */
    record PlannedTensor(long size, int first, int last) {
        boolean overlaps(PlannedTensor other) {
            return first <= other.last && other.first <= last;
        }
    }

    static ArenaPlan of(LiteRtModel model) {
        int[] first = new int[model.tensors().size()];
        int[] last = new int[first.length];
        Arrays.fill(first, UNUSED);
        model.inputs().forEach(t -> first[t] = INPUT);
        for (int i = 0; i < model.operations().size(); i++) {
            LiteRtOperation operation = model.operations().get(i);
            int number = i + 1;
            first[operation.output()] = number;
            last[operation.output()] = number;
            for (int t : operation.inputs()) {
                last[t] = number;
            }
        }
        model.outputs().forEach(t -> last[t] = model.operations().size());
        List<PlannedTensor> tensors = IntStream.range(0, first.length)
                .filter(t -> first[t] != UNUSED)
                .mapToObj(t -> new PlannedTensor(align(model.tensors().get(t).bytes()), first[t], last[t]))
                .toList();
        return of(tensors);
    }

    private static long align(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }

    static ArenaPlan of(List<PlannedTensor> tensors) {
        Long[] offsets = new Long[tensors.size()];
        List<Integer> bySize =
                new ArrayList<>(IntStream.range(0, offsets.length).boxed().toList());
        // of equally large tensors the later one first, as the planner does
        Collections.reverse(bySize);
        bySize.sort(Comparator.comparingLong(i -> -tensors.get(i).size()));
        List<Integer> byOffset = new ArrayList<>();
        long bytes = 0;
        for (int i : bySize) {
            PlannedTensor tensor = tensors.get(i);
            long offset = 0;
            for (int placed : byOffset) {
                if (tensor.overlaps(tensors.get(placed))) {
                    if (offsets[placed] - offset >= tensor.size()) {
                        break;
                    }
                    offset = Math.max(
                            offset, offsets[placed] + tensors.get(placed).size());
                }
            }
            offsets[i] = offset;
            insert(byOffset, i, offsets);
            bytes = Math.max(bytes, offset + tensor.size());
        }
        return new ArenaPlan(tensors, List.of(offsets), bytes);
    }

    /** Inserts a tensor in the order of offsets, after those with the same one. */
    private static void insert(List<Integer> byOffset, int tensor, Long[] offsets) {
        int at = 0;
        while (at < byOffset.size() && offsets[byOffset.get(at)] <= offsets[tensor]) {
            at++;
        }
        byOffset.add(at, tensor);
    }
}
