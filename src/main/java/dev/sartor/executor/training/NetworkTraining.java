package dev.sartor.executor.training;

import dev.sartor.base.RandomBits;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.plan.Inference;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Computes the training steps of one network. Closing it returns its memory to the executor. */
final class NetworkTraining implements Trainable, AutoCloseable {
    private final Executor executor;
    private final Network network;
    private final Dataset dataset;
    private final long seed;
    private final Weights weights;
    private final GradientDescent descent;
    private final Optional<MovingAverage> average;
    private final TrainingPass pass;
    private final Optional<Teacher> teacher;
    private final Optional<Inference> teacherInference;
    private final TrainingBatches batches;

    NetworkTraining(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            Optional<Teacher> teacher) {
        this.executor = executor;
        this.network = network;
        this.dataset = dataset;
        this.seed = seed;
        this.teacher = teacher;
        batches = new TrainingBatches(executor, dataset, recipe, seed);
        weights = start.copy();
        descent = GradientDescent.of(network, recipe.optimiser());
        double averaging = recipe.regularisation().averaging();
        average = averaging > 0 ? Optional.of(new MovingAverage(start, averaging)) : Optional.empty();
        pass = new TrainingPass(
                executor,
                network,
                dataset.task(),
                batchSize(),
                recipe.regularisation().dropPath());
        teacherInference = teacher.map(t -> new Inference(executor, t.network(), t.weights(), batchSize()));
    }

    /** The weights to validate and to return: their moving average if the recipe asks for it. */
    Weights result() {
        return average.map(MovingAverage::weights).orElse(weights);
    }

    @Override
    public String description() {
        return network.name() + " on " + dataset.name();
    }

    @Override
    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    @Override
    public int batchSize() {
        return batches.size();
    }

    @Override
    public Loss computeGradients(Step step) {
        Batch batch = batches.at(step);
        long dropoutSeed = RandomBits.of(seed, step.index());
        if (teacher.isEmpty()) {
            return pass.run(weights, batch.nchw(), batch.targets(), batchSize(), dropoutSeed);
        }
        float[] teacherLogits = teacherInference.orElseThrow().run(batch.nchw(), batchSize());
        return pass.run(
                weights,
                batch.nchw(),
                batch.targets(),
                teacherLogits,
                teacher.get().distillation(),
                batchSize(),
                dropoutSeed);
    }

    @Override
    public void update(Step step, double learningRate) {
        descent.step(executor, weights, pass.gradients(), learningRate, step.index());
        average.ifPresent(a -> a.update(weights, step.index()));
    }

    @Override
    public Optional<ClassificationMetrics> validate(int epoch) {
        return dataset.validation().count() == 0
                ? Optional.empty()
                : Optional.of(Evaluation.score(executor, network, result(), dataset, dataset.validation()));
    }

    @Override
    public Map<String, Map<String, float[]>> state(boolean finished) {
        Map<String, Map<String, float[]>> state = new LinkedHashMap<>();
        state.put("weights", weights.tensors());
        descent.state().forEach((name, values) -> state.put(name, values.tensors()));
        average.ifPresent(a -> state.put("average", a.weights().tensors()));
        return state;
    }

    @Override
    public void close() {
        pass.close();
        teacherInference.ifPresent(Inference::close);
    }
}
