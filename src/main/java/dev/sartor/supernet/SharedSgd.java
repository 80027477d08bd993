package dev.sartor.supernet;

import dev.sartor.executor.Optimiser;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum on shared weights, from the gradients of one or more networks: v = m v
 * + g, w = w - rate (g + m v). What none of them uses stays as it is, momentum and weight decay included.
 */
final class SharedSgd {
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final float momentum;
    private final float decay;

    /** What the steps of one tensor need. */
    private static final class Room {
        private final float[] weights;
        private final float[] velocity;
        private final float[] gradient;
        private final boolean[] used;
        private final boolean decays;
        private boolean touched;

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
            touched = true;
        }

        void step(float rate, float momentum, float decay) {
            for (int i = 0; i < weights.length; i++) {
                if (used[i]) {
                    float g = gradient[i] + decay * weights[i];
                    velocity[i] = momentum * velocity[i] + g;
                    weights[i] -= rate * (g + momentum * velocity[i]);
                }
            }
            Arrays.fill(gradient, 0);
            Arrays.fill(used, false);
            touched = false;
        }
    }

    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd) {
        shared.tensors().forEach((name, weights) -> rooms.put(name, new Room(name, weights)));
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
    void add(SubNetwork sub, Weights gradients, double share) {
        sub.slices().forEach((name, slice) -> {
            Room room = rooms.get(slice.tensor());
            float[] gradient = gradients.of(name);
            slice.each((inPart, inWhole, length) -> room.add(gradient, inPart, inWhole, length, (float) share));
        });
    }

    /** Moves the weights that were used, one step. */
    void step(double rate) {
        for (Room room : rooms.values()) {
            if (room.touched) {
                room.step((float) rate, momentum, room.decays ? decay : 0);
            }
        }
    }
}
