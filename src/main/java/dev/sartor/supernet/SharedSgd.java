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
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Stochastic gradient descent with Nesterov momentum ({@link NesterovUpdate}) on the shared weights of a supernet, from the gradients
 * of one or more networks. Weights that none of these networks uses stay as they are: momentum and weight decay do not act on them. The
 * norm of gradients can be limited, and groups of networks can have velocities of their own.
 */
final class SharedSgd {
    private static final double NO_LIMIT = 0;
    private static final int ONE_GROUP = 1;
    private static final int FIRST_GROUP = 0;

    private final Map<String, TensorState> states = new LinkedHashMap<>();
    private final List<TensorState> inOrder;
    private final List<WeightedGradients> pending = new ArrayList<>();
    private final int groups;
    private final double maxNorm;

    /** The gradients of one network and their weight in the next step. */
    private record WeightedGradients(SubNetwork subnet, Weights gradients, float weight) {}

    /** One shared tensor with its velocity and the sum of the gradients for the next step. */
    private static final class TensorState {
        private final float[] weights;
        /** The velocity by group of networks. */
        private final float[][] velocity;

        /** For each value, the sum of the gradients, and whether one was added. */
        private final float[] gradient;

        private final boolean[] used;
        private final NesterovUpdate update;
        /** The range of all used values: from {@code begin} (inclusive) to {@code end} (exclusive). */
        private int begin = Integer.MAX_VALUE;

        private int end;

        TensorState(String name, float[] weights, Optimiser.Sgd sgd, int groups) {
            this.weights = weights;
            velocity = new float[groups][weights.length];
            gradient = new float[weights.length];
            used = new boolean[weights.length];
            float decay = name.endsWith(".weight") ? (float) sgd.weightDecay() : 0;
            update = new NesterovUpdate((float) sgd.momentum(), decay);
        }

        /** Adds a run of one network's gradients, from {@code inSubnet} on, to the sum, from {@code inShared} on. */
        void add(float[] subnetGradient, int inSubnet, int inShared, int length, float weight) {
            for (int i = 0; i < length; i++) {
                gradient[inShared + i] += weight * subnetGradient[inSubnet + i];
            }
            Arrays.fill(used, inShared, inShared + length, true);
            begin = Math.min(begin, inShared);
            end = Math.max(end, inShared + length);
        }

        double squaredNorm() {
            return begin < end ? SharedSgd.squaredNorm(gradient, begin, end) : 0;
        }

        /** Updates all values that gradients were added for. */
        void update(Update step) {
            if (begin >= end) {
                return;
            }
            for (int runStart = begin; runStart < end; runStart++) {
                int runEnd = runStart;
                while (runEnd < end && used[runEnd]) {
                    runEnd++;
                }
                update.apply(
                        weights,
                        velocity[step.group],
                        runStart,
                        gradient,
                        runStart,
                        runEnd - runStart,
                        step.scale,
                        step.rate);
                runStart = runEnd;
            }
            Arrays.fill(gradient, begin, end, 0);
            Arrays.fill(used, begin, end, false);
            begin = Integer.MAX_VALUE;
            end = 0;
        }

        /** Updates a run of values by the gradients of a single network. */
        void update(float[] subnetGradient, int inSubnet, int inShared, int length, float weight, Update step) {
            update.apply(
                    weights,
                    velocity[step.group],
                    inShared,
                    subnetGradient,
                    inSubnet,
                    length,
                    weight * step.scale,
                    step.rate);
        }
    }

    /**
     * One step.
     *
     * @param rate  learning rate
     * @param scale factor on all gradients
     * @param group number of the group of networks whose velocity is used
     */
    private record Update(float rate, float scale, int group) {}

    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd) {
        this(shared, sgd, ONE_GROUP, NO_LIMIT);
    }

    /**
     * @param groups  number of groups of networks, each with velocities of its own
     * @param maxNorm the norm to which the gradient of a step is scaled if it is longer; 0 for no limit
     */
    SharedSgd(SharedWeights shared, Optimiser.Sgd sgd, int groups, double maxNorm) {
        this.groups = groups;
        this.maxNorm = maxNorm;
        shared.tensors().forEach((name, weights) -> states.put(name, new TensorState(name, weights, sgd, groups)));
        inOrder = List.copyOf(states.values());
    }

    /** The number of groups of networks. */
    int groups() {
        return groups;
    }

    /** The velocities of a group by shared tensor, to be stored and restored. */
    Map<String, float[]> velocity(int group) {
        Map<String, float[]> velocity = new LinkedHashMap<>();
        states.forEach((name, state) -> velocity.put(name, state.velocity[group]));
        return velocity;
    }

    /** Adds {@code weight} times a network's gradients to those of the next step, until which they must not change. */
    void add(SubNetwork subnet, Weights gradients, double weight) {
        pending.add(new WeightedGradients(subnet, gradients, (float) weight));
    }

    /** Updates the weights that gradients were added for, by the velocities of the first group. */
    void step(Executor executor, double rate) {
        step(executor, rate, FIRST_GROUP);
    }

    /**
     * Updates the weights that gradients were added for.
     *
     * @param rate  learning rate
     * @param group number of the group of networks whose velocity is used
     */
    void step(Executor executor, double rate, int group) {
        if (pending.size() == 1) {
            // needs no sum over networks, which would take longer than the step itself
            WeightedGradients only = pending.getFirst();
            var update = new Update((float) rate, scale(() -> norm(executor, only)), group);
            forEachRun(
                    executor,
                    only,
                    (state, subnetGradient, inSubnet, inShared, length, weight) ->
                            state.update(subnetGradient, inSubnet, inShared, length, weight, update));
        } else {
            pending.forEach(p -> forEachRun(executor, p, TensorState::add));
            var update = new Update((float) rate, scale(() -> norm(executor)), group);
            executor.forEach(inOrder.size(), i -> inOrder.get(i).update(update));
        }
        pending.clear();
    }

    /** The factor that scales a gradient to the largest norm. */
    private float scale(DoubleSupplier norm) {
        return maxNorm == NO_LIMIT ? 1 : (float) Math.min(1, maxNorm / norm.getAsDouble());
    }

    /** The norm of the gradients of a single network, with their weight. */
    private static double norm(Executor executor, WeightedGradients one) {
        List<String> names = List.copyOf(one.subnet().slices().keySet());
        return Math.abs(one.weight())
                * norm(executor, names.size(), i -> {
                    float[] subnetGradient = one.gradients().tensor(names.get(i));
                    int size = one.subnet().slices().get(names.get(i)).part().size();
                    return squaredNorm(subnetGradient, 0, size);
                });
    }

    /** The norm of the sum of gradients of all networks. */
    private double norm(Executor executor) {
        return norm(executor, inOrder.size(), i -> inOrder.get(i).squaredNorm());
    }

    /**
     * The norm of all tensors; their squares are summed in order, so that the result does not depend on the number of threads.
     */
    private static double norm(Executor executor, int tensors, IntToDoubleFunction squaredNorm) {
        double[] squares = new double[tensors];
        executor.forEach(tensors, i -> squares[i] = squaredNorm.applyAsDouble(i));
        return Math.sqrt(Arrays.stream(squares).sum());
    }

    private static double squaredNorm(float[] values, int begin, int end) {
        double sum = 0;
        for (int i = begin; i < end; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
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
