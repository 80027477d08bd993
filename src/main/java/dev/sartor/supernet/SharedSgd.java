package dev.sartor.supernet;

import dev.sartor.executor.Executor;
import dev.sartor.executor.training.Optimiser;
import dev.sartor.network.Weights;
import java.util.ArrayList;
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
    private final List<Part> parts = new ArrayList<>();

    /** What one network adds to the next step. */
    private record Part(SubNetwork sub, Weights gradients, float share) {}

    /** What the steps of one tensor need. */
    private static final class Room {
        private final float[] weights;
        private final float[] velocity;
        private final float[] gradient;
        private final boolean[] used;
        private final float momentum;
        private final float decay;
        /** What is used lies from here, up to but not {@link #end}. */
        private int begin = Integer.MAX_VALUE;

        private int end;

        Room(String name, float[] weights, Optimiser.Sgd sgd) {
            this.weights = weights;
            velocity = new float[weights.length];
            gradient = new float[weights.length];
            used = new boolean[weights.length];
            momentum = (float) sgd.momentum();
            decay = name.endsWith(".weight") ? (float) sgd.weightDecay() : 0;
        }

        void add(float[] part, int from, int to, int length, float share) {
            for (int i = 0; i < length; i++) {
                gradient[to + i] += share * part[from + i];
            }
            Arrays.fill(used, to, to + length, true);
            begin = Math.min(begin, to);
            end = Math.max(end, to + length);
        }

        /** Moves what was added to. */
        void step(float rate) {
            if (begin >= end) {
                return;
            }
            for (int i = begin; i < end; i++) {
                if (used[i]) {
                    move(i, gradient[i], rate);
                }
            }
            Arrays.fill(gradient, begin, end, 0);
            Arrays.fill(used, begin, end, false);
            begin = Integer.MAX_VALUE;
            end = 0;
        }

        /** Moves a run of weights by what one network alone has for them. */
        void move(float[] part, int from, int to, int length, float share, float rate) {
            for (int i = 0; i < length; i++) {
                move(to + i, share * part[from + i], rate);
            }
        }

        private void move(int i, float fresh, float rate) {
            float g = fresh + decay * weights[i];
            velocity[i] = momentum * velocity[i] + g;
            weights[i] -= rate * (g + momentum * velocity[i]);
        }
    }

    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd) {
        shared.tensors().forEach((name, weights) -> rooms.put(name, new Room(name, weights, sgd)));
        inOrder = List.copyOf(rooms.values());
    }

    /** The velocities by shared tensor, to be stored and restored. */
    Map<String, float[]> velocity() {
        Map<String, float[]> velocity = new LinkedHashMap<>();
        rooms.forEach((name, room) -> velocity.put(name, room.velocity));
        return velocity;
    }

    /** Adds {@code share} times a network's gradients, which must stay as they are till then, to those of the next step. */
    void add(SubNetwork sub, Weights gradients, double share) {
        parts.add(new Part(sub, gradients, (float) share));
    }

    /** Moves the weights that were used, one step. */
    void step(Executor executor, double rate) {
        if (parts.size() == 1) {
            // nothing has to be gathered from several networks, which would cost more than the step itself
            each(
                    executor,
                    parts.getFirst(),
                    (room, part, from, to, length, share) -> room.move(part, from, to, length, share, (float) rate));
        } else {
            parts.forEach(p -> each(executor, p, Room::add));
            executor.forEach(inOrder.size(), i -> inOrder.get(i).step((float) rate));
        }
        parts.clear();
    }

    /** What is done with a run of a network's gradients. */
    private interface Run {
        void take(Room room, float[] gradient, int from, int to, int length, float share);
    }

    private void each(Executor executor, Part part, Run run) {
        List<Map.Entry<String, WeightSlice>> slices =
                List.copyOf(part.sub().slices().entrySet());
        // no two parameters of a network share a tensor, so that each task writes what is its own
        executor.forEach(slices.size(), i -> {
            WeightSlice slice = slices.get(i).getValue();
            Room room = rooms.get(slice.tensor());
            float[] gradient = part.gradients().of(slices.get(i).getKey());
            slice.each((inPart, inWhole, length) -> run.take(room, gradient, inPart, inWhole, length, part.share()));
        });
    }
}
