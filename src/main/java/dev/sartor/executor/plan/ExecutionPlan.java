package dev.sartor.executor.plan;

import dev.sartor.arch.Shape;
import dev.sartor.base.ArrayLength;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.ExecutionMode;
import dev.sartor.executor.memory.ExecutionSteps;
import dev.sartor.executor.memory.MemoryPlan;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.PlanBuffers;
import dev.sartor.executor.node.DropPath;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/* A network compiled for batches of up to {@code capacity} images, with its memory. Closing it releases the memory to the
 * executor's pool. Not thread-safe.
 */
public final class ExecutionPlan implements AutoCloseable {
    private final Executor executor;
    private final int capacity;
    private final List<Node> nodes;
    /** The stored tensors by layer id. A node writes raw values; batch norm and activation are applied when others read them. */
    private final Map<Integer, Value> values;

    private final Value input;
    private final Value output;
    private final PlanBuffers memory;
    private final Weights gradients;
    private Pass pass;

    /** Callback that is called after each node of a pass, while the node's value is in memory. */
    @FunctionalInterface
    public interface ValueObserver {
        /** @param layer the last of the layers that share this value, such as a convolution and the batch norm after it */
        void observe(int layer, Value value, Pass pass);
    }

    private ExecutionPlan(Executor executor, Network network, int capacity, PlanOptions options) {
        this(executor, network, capacity, options, new PlanBuilder(network, options, executor.kernels()).build());
    }

    private ExecutionPlan(
            Executor executor, Network network, int capacity, PlanOptions options, CompiledNetwork compiled) {
        this.executor = executor;
        this.capacity = capacity;
        network.layers().forEach(l -> ArrayLength.of(capacity * l.output().size()));
        nodes = compiled.nodes();
        values = compiled.values();
        input = values.get(0);
        output = values.get(network.outputLayer().id());
        memory = requestMemory(options).allocate(executor.arrayPool());
        Map<String, float[]> tensors = new LinkedHashMap<>();
        if (options.mode().hasBackward()) {
            network.parameters().stream()
                    .filter(Parameter::isTrainable)
                    .forEach(p -> tensors.put(p.name(), new float[p.arraySize()]));
        }
        gradients = new Weights(tensors);
    }

    private MemoryPlan requestMemory(PlanOptions options) {
        for (int i = 0; i < nodes.size(); i++) {
            for (NodeInput nodeInput : nodes.get(i).inputs) {
                nodeInput.value().setLastReader(i);
            }
        }
        int chunks = Chunk.count(capacity);
        var memoryPlan = new MemoryPlan();
        var steps = new ExecutionSteps(nodes.size(), options.mode());
        var first = new MemoryRequests(memoryPlan, steps, ExecutionSteps.INPUT, capacity, chunks);
        if (options.inputGradient()) {
            input.requestMemory(first);
        } else {
            input.requestValue(first);
        }
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).requestMemory(new MemoryRequests(memoryPlan, steps, i, capacity, chunks));
        }
        return memoryPlan;
    }

    /** A plan for training without stochastic depth. */
    public static ExecutionPlan training(Executor executor, Network network, int capacity) {
        double dropPath = 0;
        return training(executor, network, capacity, dropPath);
    }

    /**
     * A plan for training with stochastic depth.
     *
     * @param dropPath largest probability that a residual branch is dropped; see {@link DropPath}
     */
    public static ExecutionPlan training(Executor executor, Network network, int capacity, double dropPath) {
        return new ExecutionPlan(
                executor,
                network,
                capacity,
                PlanOptions.of(ExecutionMode.TRAINING).withDropPath(dropPath));
    }

    /** A plan for inference, with inverted residuals computed in groups of channels. */
    static ExecutionPlan inference(Executor executor, Network network, int capacity, int groups) {
        return new ExecutionPlan(
                executor,
                network,
                capacity,
                PlanOptions.of(ExecutionMode.INFERENCE).withGroups(groups));
    }

    /** A plan for inference with nodes of the caller, such as those of an 8-bit network. */
    public static ExecutionPlan inference(Executor executor, Network network, int capacity, CompiledNetwork compiled) {
        return new ExecutionPlan(executor, network, capacity, PlanOptions.of(ExecutionMode.INFERENCE), compiled);
    }

    /** A plan for training of a network that was compiled elsewhere. */
    public static ExecutionPlan training(Executor executor, Network network, int capacity, CompiledNetwork compiled) {
        return new ExecutionPlan(executor, network, capacity, PlanOptions.of(ExecutionMode.TRAINING), compiled);
    }

    /** A plan for inference without fused convolutions. */
    public static ExecutionPlan inference(Executor executor, Network network, int capacity) {
        return new ExecutionPlan(
                executor,
                network,
                capacity,
                PlanOptions.of(ExecutionMode.INFERENCE).unfused());
    }

    /** A plan for forward passes with batch statistics. */
    static ExecutionPlan batchStatistics(Executor executor, Network network, int capacity) {
        return new ExecutionPlan(executor, network, capacity, PlanOptions.of(ExecutionMode.STATISTICS));
    }

    /** A plan for training that stores the value of every layer. */
    static ExecutionPlan unfused(Executor executor, Network network, int capacity) {
        return new ExecutionPlan(
                executor,
                network,
                capacity,
                PlanOptions.of(ExecutionMode.TRAINING).unfused());
    }

    /** A plan for training that also computes the gradient of the images. */
    static ExecutionPlan withInputGradient(Executor executor, Network network, int capacity) {
        return new ExecutionPlan(
                executor,
                network,
                capacity,
                PlanOptions.of(ExecutionMode.TRAINING).withInputGradient());
    }

    int capacity() {
        return capacity;
    }

    /** Bytes of all tensors: values, gradients and packed weights. */
    long bytes() {
        return memory.bytes();
    }

    /** Output values of one image. */
    public int outputs() {
        return ArrayLength.of(output.shape.size());
    }

    /** The gradients of all trainable tensors, written by {@link #backward}. */
    public Weights gradients() {
        return gradients;
    }

    /** Loads weights for passes with running statistics, until the next load. */
    public void load(Weights weights) {
        boolean training = false;
        load(weights, training);
    }

    /** @param training whether batch norm uses the statistics of the batch */
    private void load(Weights weights, boolean training) {
        executor.runTasks(nodes.size(), (i, _) -> nodes.get(i).load(weights, training));
    }

    /** Runs {@code count} images, NCHW, with the weights last loaded. */
    public void infer(float[] nchw, int count) {
        pass = Pass.inference(executor, count, gradients);
        loadInput(nchw);
        nodes.forEach(n -> n.forward(pass));
    }

    /** Runs {@code count} images, and passes each value of a layer to the observer, in order, beginning with the images. */
    public void infer(float[] nchw, int count, ValueObserver observer) {
        Map<Value, Integer> layers = new IdentityHashMap<>();
        values.forEach((layer, value) -> layers.merge(value, layer, Math::max));
        pass = Pass.inference(executor, count, gradients);
        loadInput(nchw);
        observer.observe(0, input, pass);
        for (Node node : nodes) {
            node.forward(pass);
            Integer layer = layers.get(node.output);
            if (layer != null) {
                observer.observe(layer, node.output, pass);
            }
        }
    }

    /**
     * Runs a training step's forward pass: batch norm uses the statistics of the batch and updates the running ones in
     * {@code weights}; dropout draws from {@code seed}.
     */
    public void forward(Weights weights, float[] nchw, int count, long seed) {
        boolean training = true;
        pass = new Pass(executor, count, training, seed, gradients);
        loadInput(nchw);
        forward(weights);
    }

    /** Runs the forward pass again for the current images. */
    void forward(Weights weights) {
        executor.countTrainingStep();
        boolean training = true;
        load(weights, training);
        nodes.forEach(n -> n.forward(pass));
    }

    /** The backward pass from the gradient that {@link #setOutputGradient} set, after {@link #forward}. */
    public void backward() {
        nodes.reversed().forEach(n -> n.backward(pass));
    }

    private void loadInput(float[] nchw) {
        if (pass.images() < 1 || pass.images() > capacity) {
            throw new IllegalArgumentException("A batch of " + pass.images() + " images for a plan of " + capacity);
        }
        pass.forEachChunk((chunk, _) -> writeInput(nchw, chunk, input.shape, input.raw));
    }

    /** Writes a chunk (some images) to a tensor in blocks of 16 channels; channels that only fill the last block are 0. */
    private static void writeInput(float[] nchw, Chunk chunk, Shape shape, Tile to) {
        int plane = shape.height() * shape.width();
        if (plane == 1) {
            writeVectors(nchw, chunk, shape.channels(), to);
            return;
        }
        for (int i = chunk.from(); i < chunk.to(); i++) {
            for (int c = 0; c < Tile.padded(shape.channels()); c++) {
                int first = to.blockOffset(c / Tile.LANES) + i * plane * Tile.LANES + c % Tile.LANES;
                int from = (i * shape.channels() + c) * plane;
                boolean padding = c >= shape.channels();
                for (int p = 0; p < plane; p++) {
                    to.data()[first + p * Tile.LANES] = padding ? 0 : nchw[from + p];
                }
            }
        }
    }

    /** Writes images of one pixel, whose channels are contiguous in both layouts. */
    private static void writeVectors(float[] nchw, Chunk chunk, int channels, Tile to) {
        for (int first = 0; first < channels; first += Tile.LANES) {
            int count = Math.min(Tile.LANES, channels - first);
            for (int i = chunk.from(); i < chunk.to(); i++) {
                int at = to.blockOffset(first / Tile.LANES) + i * Tile.LANES;
                System.arraycopy(nchw, i * channels + first, to.data(), at, count);
                Arrays.fill(to.data(), at + count, at + Tile.LANES, 0);
            }
        }
    }

    /** The output of the last pass, NCHW. */
    public void readOutput(float[] nchw) {
        read(output, nchw);
    }

    /** Whether the value of a layer is stored; otherwise it exists only within a node. */
    public boolean stores(int layer) {
        return values.containsKey(layer);
    }

    /** The value of a layer, NCHW, before the backward pass; a layer whose value is not stored is an error. */
    public void read(int layer, float[] nchw) {
        Value value = values.get(layer);
        if (value == null) {
            throw new IllegalArgumentException("The value of layer " + layer + " is not stored");
        }
        read(value, nchw);
    }

    private void read(Value value, float[] nchw) {
        pass.forEachChunk((chunk, scratch) -> {
            int plane = value.pixelsPerImage();
            read(value.read(chunk.from() * plane, chunk.images() * plane, scratch), value.shape, chunk, nchw);
        });
    }

    /** Writes the values of a chunk's images to {@code nchw}. */
    private static void read(Tile values, Shape shape, Chunk chunk, float[] nchw) {
        int plane = shape.height() * shape.width();
        for (int i = 0; i < chunk.images(); i++) {
            for (int c = 0; c < shape.channels(); c++) {
                int from = values.blockOffset(c / Tile.LANES) + i * plane * Tile.LANES + c % Tile.LANES;
                int to = ((chunk.from() + i) * shape.channels() + c) * plane;
                for (int p = 0; p < plane; p++) {
                    nchw[to + p] = values.data()[from + p * Tile.LANES];
                }
            }
        }
    }

    /** The gradient of the images, NCHW, after {@link #backward}; needs {@link #withInputGradient}. */
    void readInputGradient(float[] nchw) {
        pass.forEachChunk((chunk, _) ->
                read(input.gradientAt(0, chunk.from() * input.pixelsPerImage()), input.shape, chunk, nchw));
    }

    /** Sets the gradient of the output of the last forward pass, NCHW. */
    public void setOutputGradient(float[] nchw) {
        pass.forEachChunk((chunk, _) -> writeInput(nchw, chunk, output.shape, output.gradient()));
    }

    @Override
    public void close() {
        memory.close();
    }
}
