package dev.sartor.supernet;

import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.training.NesterovUpdate;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum ({@link NesterovUpdate}) on shared weights, from the gradients of one or
 * more networks. Weights that none of these networks uses stay as they are: momentum and weight decay do not act on them.
 */
final class SharedSgd {
    private final Map<String, TensorState> states = new LinkedHashMap<>();
    private final List<TensorState> inOrder;
    private final List<WeightedGradients> pending = new ArrayList<>();

    /** The gradients of one network and their weight in the next step. */
    private record WeightedGradients(SubNetwork subnet, Weights gradients, float weight) {}

    /** One shared tensor with its velocity and the sum of the gradients for the next step. */
    private static final class TensorState {
        private final float[] weights;
        private final float[] velocity;
        private final float[] gradient;
        private final boolean[] used;
        private final NesterovUpdate update;
        /** All used values lie from here, up to but not {@link #end}. */
        private int begin = Integer.MAX_VALUE;

        private int end;

        TensorState(String name, float[] weights, Optimiser.Sgd sgd) {
            this.weights = weights;
            velocity = new float[weights.length];
            gradient = new float[weights.length];
            used = new boolean[weights.length];
            float decay = name.endsWith(".weight") ? (float) sgd.weightDecay() : 0;
            update = new NesterovUpdate((float) sgd.momentum(), decay);
        }

        /** Adds a run of one network's gradients, from {@code inSubnet} on, to the sum, from {@code inShared} on. */
        void add(float[] own, int inSubnet, int inShared, int length, float weight) {
            for (int i = 0; i < length; i++) {
                gradient[inShared + i] += weight * own[inSubnet + i];
            }
            Arrays.fill(used, inShared, inShared + length, true);
            begin = Math.min(begin, inShared);
            end = Math.max(end, inShared + length);
        }

        /** Updates all values that gradients were added for. */
        void update(float rate) {
            if (begin >= end) {
                return;
            }
            for (int runStart = begin; runStart < end; runStart++) {
                int runEnd = runStart;
                while (runEnd < end && used[runEnd]) {
                    runEnd++;
                }
                update.apply(weights, velocity, runStart, gradient, runStart, runEnd - runStart, 1, rate);
                runStart = runEnd;
            }
            Arrays.fill(gradient, begin, end, 0);
            Arrays.fill(used, begin, end, false);
            begin = Integer.MAX_VALUE;
            end = 0;
        }

        /** Updates a run of values by the gradients of a single network. */
        void update(float[] own, int inSubnet, int inShared, int length, float weight, float rate) {
            update.apply(weights, velocity, inShared, own, inSubnet, length, weight, rate);
        }
    }

    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd) {
        shared.tensors().forEach((name, weights) -> states.put(name, new TensorState(name, weights, sgd)));
        inOrder = List.copyOf(states.values());
    }

    /** The velocities by shared tensor, to be stored and restored. */
    Map<String, float[]> velocity() {
        Map<String, float[]> velocity = new LinkedHashMap<>();
        states.forEach((name, state) -> velocity.put(name, state.velocity));
        return velocity;
    }

    /** Adds {@code weight} times a network's gradients to those of the next step, until which they must not change. */
    void add(SubNetwork subnet, Weights gradients, double weight) {
        pending.add(new WeightedGradients(subnet, gradients, (float) weight));
    }

    /** Updates the weights that gradients were added for. */
    void step(Executor executor, double rate) {
        if (pending.size() == 1) {
            // without the sum over networks, which would cost more than the step itself
            forEachRun(
                    executor,
                    pending.getFirst(),
                    (state, own, inSubnet, inShared, length, weight) ->
                            state.update(own, inSubnet, inShared, length, weight, (float) rate));
        } else {
            pending.forEach(p -> forEachRun(executor, p, TensorState::add));
            executor.forEach(inOrder.size(), i -> inOrder.get(i).update((float) rate));
        }
        pending.clear();
    }

    /** Visits runs of gradients: from {@code inSubnet} on in a network's tensor, from {@code inShared} on in the shared one. */
    private interface RunVisitor {
        void accept(TensorState state, float[] gradient, int inSubnet, int inShared, int length, float weight);
    }

    private void forEachRun(Executor executor, WeightedGradients gradients, RunVisitor visitor) {
        List<Map.Entry<String, WeightSlice>> slices =
                List.copyOf(gradients.subnet().slices().entrySet());
        // no two parameters of a network share a tensor, so tasks never write to the same values
        executor.forEach(slices.size(), i -> {
            WeightSlice slice = slices.get(i).getValue();
            TensorState state = states.get(slice.tensor());
            float[] gradient = gradients.gradients().tensor(slices.get(i).getKey());
            slice.forEachRun((inSubnet, inShared, length) ->
                    visitor.accept(state, gradient, inSubnet, inShared, length, gradients.weight()));
        });
    }
}
