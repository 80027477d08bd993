package dev.sartor.executor;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network compiled for batches of up to {@code capacity} images, with its memory. Not safe for use by two threads. */
final class Plan {
    private final Executor executor;
    private final int capacity;
    private final List<Node> nodes;
    private final Value input;
    private final Value output;
    private final Weights gradients;
    private Pass pass;

    private Plan(Executor executor, Network network, int capacity, boolean training, double dropPath) {
        this.executor = executor;
        this.capacity = capacity;
        var builder = new PlanBuilder(network, capacity, training, dropPath, executor.kernels());
        nodes = builder.build();
        input = builder.input();
        output = nodes.getLast().output;
        Map<String, float[]> room = new LinkedHashMap<>();
        if (training) {
            int chunks = Chunk.count(capacity);
            nodes.forEach(n -> n.train(chunks));
            network.parameters().stream().filter(Parameter::trainable).forEach(p -> room.put(p.name(), new float[p.size()]));
        }
        gradients = new Weights(room);
    }

    /** A plan that trains all of the network on every image. */
    static Plan training(Executor executor, Network network, int capacity) {
        return training(executor, network, capacity, 0);
    }

    /** A plan that trains with {@link DropPath}. */
    static Plan training(Executor executor, Network network, int capacity, double dropPath) {
        return new Plan(executor, network, capacity, true, dropPath);
    }

    /** A plan that only infers. */
    static Plan inference(Executor executor, Network network, int capacity) {
        return new Plan(executor, network, capacity, false, 0);
    }

    int capacity() {
        return capacity;
    }

    /** Output values of one image. */
    int outputs() {
        return Math.toIntExact(output.shape.size());
    }

    /** The gradients of all trainable tensors, written by {@link #backward}. */
    Weights gradients() {
        return gradients;
    }

    /** Takes weights for passes with batch norm's running moments, until the next load. */
    void load(Weights weights) {
        load(weights, false);
    }

    private void load(Weights weights, boolean training) {
        executor.each(nodes.size(), (i, _) -> nodes.get(i).load(weights, training));
    }

    /** Runs {@code count} images, NCHW, with the weights last loaded. */
    void infer(float[] nchw, int count) {
        pass = new Pass(executor, count, false, 0, gradients);
        take(nchw);
        nodes.forEach(n -> n.forward(pass));
    }

    /**
     * Runs a training step's forward pass: batch norm uses the batch's moments and moves the running ones in
     * {@code weights}; dropout draws from {@code seed}.
     */
    void forward(Weights weights, float[] nchw, int count, long seed) {
        load(weights, true);
        pass = new Pass(executor, count, true, seed, gradients);
        take(nchw);
        nodes.forEach(n -> n.forward(pass));
    }

    /** The way back from the gradient that {@link #giveGradient} set, after {@link #forward}. */
    void backward() {
        nodes.reversed().forEach(n -> n.backward(pass));
    }

    private void take(float[] nchw) {
        if (pass.images() < 1 || pass.images() > capacity) {
            throw new IllegalArgumentException("A batch of " + pass.images() + " images for a plan of " + capacity);
        }
        int channels = input.shape.channels();
        int plane = input.plane();
        pass.each((chunk, _) -> {
            for (int i = chunk.from(); i < chunk.to(); i++) {
                for (int c = 0; c < channels; c++) {
                    place(nchw, (i * channels + c) * plane, input.rawAt(c / Tile.LANES, i * plane), c % Tile.LANES, plane);
                }
            }
        });
    }

    private static void place(float[] from, int at, Tile to, int lane, int rows) {
        for (int r = 0; r < rows; r++) {
            to.data()[to.at() + r * Tile.LANES + lane] = from[at + r];
        }
    }

    /** The output of the last pass, NCHW. */
    void readOutput(float[] nchw, int at) {
        int plane = output.plane();
        var scratch = new Scratch();
        scratch.clear();
        Tile seen = output.read(0, pass.images() * plane, scratch);
        for (int i = 0; i < pass.images(); i++) {
            for (int c = 0; c < output.shape.channels(); c++) {
                int from = seen.block(c / Tile.LANES) + i * plane * Tile.LANES + c % Tile.LANES;
                for (int p = 0; p < plane; p++) {
                    nchw[at + (i * output.shape.channels() + c) * plane + p] = seen.data()[from + p * Tile.LANES];
                }
            }
        }
    }

    /** Sets the gradient of the output of the last forward pass, NCHW. */
    void giveGradient(float[] nchw) {
        int plane = output.plane();
        for (int i = 0; i < pass.images(); i++) {
            for (int c = 0; c < output.shape.channels(); c++) {
                place(nchw, (i * output.shape.channels() + c) * plane, output.gradientAt(c / Tile.LANES, i * plane),
                        c % Tile.LANES, plane);
            }
        }
    }
}
