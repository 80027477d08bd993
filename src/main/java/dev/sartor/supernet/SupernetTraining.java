package dev.sartor.supernet;

import dev.sartor.base.RandomBits;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Loss;
import dev.sartor.executor.Targets;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.Trainable;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of the training of shared weights: each takes a batch through some of the networks and updates the weights by the
 * mean of their gradients.
 */
final class SupernetTraining implements Trainable {
    /** Validation then takes about one hundredth of the time. */
    private static final int EPOCHS_PER_VALIDATION = 10;

    private final Executor executor;
    private final Dataset dataset;
    private final SupernetRecipe recipe;
    private final long seed;
    private final SharedWeights shared;
    private final SharedSgd sgd;
    private final FairSampler sampler;
    private final BatchSource batches;
    private final SubnetEvaluator evaluator;
    private final Genome largest;
    private final Genome smallest;

    SupernetTraining(Executor executor, SharedWeights shared, Dataset dataset, SupernetRecipe recipe, long seed) {
        this.executor = executor;
        this.shared = shared;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        sgd = new SharedSgd(shared, recipe.optimiser());
        batches = new BatchSource(executor, dataset, recipe, seed);
        evaluator = new SubnetEvaluator(shared, dataset, dataset.validation(), 0);
        largest = Bounds.max(shared.space(), u -> u.network().macs()).genome();
        smallest = Bounds.min(shared.space(), u -> u.network().macs()).genome();
        sampler = new FairSampler(shared.space(), largest, seed);
    }

    @Override
    public String description() {
        return "the supernet of " + shared.space().name() + " on " + dataset.name();
    }

    @Override
    public int stepsPerEpoch() {
        return batches.perEpoch();
    }

    @Override
    public int batchSize() {
        return batches.size();
    }

    /** Answers with the loss of the last network of the step. */
    @Override
    public Loss computeGradients(Step step) {
        batches.moveTo(step.epoch(), step.batch());
        if (sampleProbability(step) == 0) {
            return trainSubnet(largest, Optional.empty(), 1, step).loss();
        }
        return recipe.sandwich() ? sandwich(step) : trainSampled(Optional.empty(), 1.0 / recipe.subnetsPerStep(), step);
    }

    /** The sandwich rule with in-place distillation: all but the largest network learn from the largest one's answers. */
    private Loss sandwich(Step step) {
        double weight = 1.0 / (recipe.subnetsPerStep() + 2);
        SubnetPass teacher = trainSubnet(largest, Optional.empty(), weight, step);
        var answers = Targets.of(dataset.task(), batchSize());
        answers.setTeacherLogits(teacher.logits(), batchSize(), 1);
        trainSubnet(smallest, Optional.of(answers), weight, step);
        return trainSampled(Optional.of(answers), weight, step);
    }

    private Loss trainSampled(Optional<Targets> answers, double weight, Step step) {
        Loss last = null;
        for (int i = 0; i < recipe.subnetsPerStep(); i++) {
            Genome genome = sampler.at(step.index() * recipe.subnetsPerStep() + i, sampleProbability(step));
            last = trainSubnet(genome, answers, weight, step).loss();
        }
        return last;
    }

    private double sampleProbability(Step step) {
        long steps = (long) recipe.epochs() * stepsPerEpoch();
        return recipe.sampling().sampleProbability((double) step.index() / steps);
    }

    /** Loss and logits of a network on the current batch. */
    private record SubnetPass(Loss loss, float[] logits) {}

    /** @param answers targets in place of the labels */
    private SubnetPass trainSubnet(Genome genome, Optional<Targets> answers, double weight, Step step) {
        SubNetwork subnet = shared.subnet(genome);
        Batch batch = batches.batch(subnet.network().input());
        try (var pass = new TrainingPass(executor, subnet.network(), dataset.task(), batchSize(), 0)) {
            Loss loss = pass.run(
                    shared.copyWeights(subnet),
                    batch.nchw(),
                    answers.orElse(batch.targets()),
                    batchSize(),
                    RandomBits.of(seed, step.index()));
            sgd.add(subnet, pass.gradients(), weight);
            return new SubnetPass(loss, pass.logits());
        }
    }

    @Override
    public void update(Step step, double learningRate) {
        sgd.step(executor, learningRate);
    }

    /** Loss and accuracy of the largest network. */
    @Override
    public Optional<ClassificationMetrics> validate(int epoch) {
        if (dataset.validation().count() == 0 || epoch % EPOCHS_PER_VALIDATION != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(evaluator
                    .scores(WorkerPool.sequential(executor), List.of(largest))
                    .getFirst());
        } catch (InterruptedException e) {
            // the loop stops before the next step
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Map<String, Map<String, float[]>> state(boolean finished) {
        Map<String, Map<String, float[]>> state = new LinkedHashMap<>();
        state.put("weights", shared.tensors());
        if (!finished) {
            // as large as the weights, and of no further use after the last step
            state.put("velocity", sgd.velocity());
        }
        return state;
    }
}
