package dev.sartor.executor.quantisation.training;

import dev.sartor.data.Dataset;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.GradientDescent;
import dev.sartor.executor.training.Trainable;
import dev.sartor.executor.training.TrainingBatches;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.ValueRange;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes the training steps of a folded network in 8-bit integers. Weights are kept in 32-bit floats and quantised anew in each step;
 * their gradients are those of the quantised weights (straight-through estimator). The ranges of activations are learnt too.
 */
final class QuantisedTraining implements Trainable, AutoCloseable {
    /** How far a step moves an end of a range at the peak of the learning rate, as a share of the range's width. */
    private static final double RANGE_RATE = 1e-3;

    private final Executor executor;
    private final Network network;
    private final WeightGranularity granularity;
    private final Dataset dataset;
    private final Recipe recipe;
    private final Weights weights;
    private final LearnedRanges ranges;
    private final TrainingBatches batches;
    private final GradientDescent descent;
    private final Loss loss;
    private final QuantisedPass pass;

    /** @param start the folded network, and the ranges of its tensors by layer id */
    QuantisedTraining(
            Executor executor,
            BatchNormFolding start,
            List<ValueRange> ranges,
            WeightGranularity granularity,
            Dataset dataset,
            Recipe recipe,
            long seed) {
        this.executor = executor;
        this.network = start.network();
        this.granularity = granularity;
        this.dataset = dataset;
        this.recipe = recipe;
        weights = start.weights().copy();
        QuantisedNetwork quantised = NetworkQuantiser.quantise(start, ranges, granularity);
        this.ranges = new LearnedRanges(quantised, ranges);
        batches = new TrainingBatches(executor, dataset, recipe, seed);
        descent = GradientDescent.of(network, recipe.optimiser());
        loss = Loss.of(dataset.task());
        pass = new QuantisedPass(executor, quantised, batchSize());
    }

    /** The folded network with its current weights. */
    BatchNormFolding folded() {
        return new BatchNormFolding(network, weights);
    }

    List<ValueRange> ranges() {
        return ranges.ranges();
    }

    /** The network in 8-bit integers with its current weights and ranges. */
    QuantisedNetwork quantised() {
        return NetworkQuantiser.quantise(folded(), ranges(), granularity);
    }

    @Override
    public String description() {
        return network.name() + " in int8 on " + dataset.name();
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
        pass.run(quantised(), batches.at(step), batchSize(), loss);
        return loss;
    }

    @Override
    public void update(Step step, double learningRate) {
        descent.step(executor, weights, pass.gradients(), learningRate, step.index());
        double shareOfPeak = learningRate / recipe.schedule().learningRate();
        ranges.update(pass.rangeGradients(), RANGE_RATE * shareOfPeak, step.index());
    }

    @Override
    public Optional<ClassificationMetrics> validate(int epoch) {
        return dataset.validation().count() == 0
                ? Optional.empty()
                : Optional.of(QuantisedEvaluation.score(executor, quantised(), dataset, dataset.validation()));
    }

    @Override
    public Map<String, Map<String, float[]>> state(boolean finished) {
        Map<String, Map<String, float[]>> state = new LinkedHashMap<>();
        state.put("weights", weights.tensors());
        descent.state().forEach((name, values) -> state.put(name, values.tensors()));
        state.putAll(ranges.state());
        return state;
    }

    @Override
    public void close() {
        pass.close();
    }
}
