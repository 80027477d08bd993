package dev.sartor.supernet;

import dev.sartor.executor.Executor;
import dev.sartor.executor.Optimiser;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum on shared weights, from the gradients of one or more networks: v = m v
 * + g, w = w - rate (g + m v). What none of them uses stays as it is, momentum and weight decay included.
 */
final class SharedSgd {
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final List<Room> inOrder;
    private final float momentum;
    private final float decay;

    /** What the steps of one tensor need. */
    private static final class Room {
        private final float[] weights;
        private final float[] velocity;
        private final float[] gradient;
        private final boolean[] used;
        private final boolean decays;
        /** What is used lies from here, up to but not {@link #end}. */
        private int begin = Integer.MAX_VALUE;
        private int end;

        Room(String name, float[] weights) {
            this.weights = weights;
            velocity = new float[weights.length];
            gradient = new float[weights.length];
            used = new boolean[weights.length];
            decays = name.endsWith(".weight");
        }

        void add(float[] part, int from, int to, int length, float share) {
            for (int i = 0; i < length; i++) {
                gradient[to + i] += share * part[from + i];
            }
            Arrays.fill(used, to, to + length, true);
            begin = Math.min(begin, to);
            end = Math.max(end, to + length);
        }

        void step(float rate, float momentum, float decay) {
            if (begin >= end) {
                return;
            }
            for (int i = begin; i < end; i++) {
                if (used[i]) {
                    float g = gradient[i] + decay * weights[i];
                    velocity[i] = momentum * velocity[i] + g;
                    weights[i] -= rate * (g + momentum * velocity[i]);
                }
            }
            Arrays.fill(gradient, begin, end, 0);
            Arrays.fill(used, begin, end, false);
            begin = Integer.MAX_VALUE;
            end = 0;
        }
    }

    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd) {
        shared.tensors().forEach((name, weights) -> rooms.put(name, new Room(name, weights)));
        inOrder = List.copyOf(rooms.values());
        momentum = (float) sgd.momentum();
        decay = (float) sgd.weightDecay();
    }

    /** The velocities by shared tensor, to be stored and restored. */
    Map<String, float[]> velocity() {
        Map<String, float[]> velocity = new LinkedHashMap<>();
        rooms.forEach((name, room) -> velocity.put(name, room.velocity));
        return velocity;
    }

    /** Adds {@code share} times a network's gradients to those of the next step. */
    void add(Executor executor, SubNetwork sub, Weights gradients, double share) {
        List<Map.Entry<String, Slice>> slices = List.copyOf(sub.slices().entrySet());
        // no two parameters of a network share a tensor, so that each task writes what is its own
        executor.forEach(slices.size(), i -> {
            Slice slice = slices.get(i).getValue();
            Room room = rooms.get(slice.tensor());
            float[] gradient = gradients.of(slices.get(i).getKey());
            slice.each((inPart, inWhole, length) -> room.add(gradient, inPart, inWhole, length, (float) share));
        });
    }

    /** Moves the weights that were used, one step. */
    void step(Executor executor, double rate) {
        executor.forEach(inOrder.size(), i -> {
            Room room = inOrder.get(i);
            room.step((float) rate, momentum, room.decays ? decay : 0);
        });
    }
}
