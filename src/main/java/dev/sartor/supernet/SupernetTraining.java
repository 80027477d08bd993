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
import dev.sartor.network.Weights;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of the training of a supernet: each runs a batch through some networks of the search space and updates the shared weights
 * by the mean of their gradients.
 */
final class SupernetTraining implements Trainable {
    /** The largest network is validated after so many epochs, which takes about a hundredth of the time of training. */
    private static final int EPOCHS_PER_VALIDATION = 10;

    private static final int NO_FINE_TUNING_STEPS = 0;
    private static final double NO_DROP_PATH = 0;
    private static final int ONLY_GROUP = 0;

    /** Temperature of the softmax whose results are the targets of distillation. */
    private static final double TEMPERATURE = 1;

    /** Identifies the random numbers that decide whether a step trains the mixture; genes have their indices instead. */
    private static final int MIXTURE = -1;

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
    private final MomentumGroups momentumGroups;
    private final Optional<NetworkRates> networkRates;
    private final Optional<WeightAverage> average;
    private final Optional<SubNetwork> mixture;
    private final List<Contribution> contributions = new ArrayList<>();
    private int momentumGroup;

    /** The gradients of a network and their weight in the next step. */
    private record Contribution(SubNetwork subnet, Weights gradients, double weight) {}

    SupernetTraining(Executor executor, SharedWeights shared, Dataset dataset, SupernetRecipe recipe, long seed) {
        this.executor = executor;
        this.shared = shared;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        batches = new BatchSource(executor, dataset, recipe, seed);
        evaluator = new SubnetEvaluator(shared, dataset, dataset.validation(), NO_FINE_TUNING_STEPS);
        largest = Bounds.max(shared.space(), Unit::macs).genome();
        smallest = Bounds.min(shared.space(), Unit::macs).genome();
        Refinements refinements = recipe.refinements();
        sampler = new FairSampler(shared.space(), largest, seed, refinements.equalChoices());
        momentumGroups = new MomentumGroups(shared.space());
        sgd = new SharedSgd(
                shared,
                recipe.optimiser(),
                refinements.momentumPerKind() ? momentumGroups.count() : 1,
                refinements.gradientNorm());
        networkRates = refinements.networkRates() ? Optional.of(rates()) : Optional.empty();
        mixture = refinements.mixedUntil() > 0 ? Optional.of(KindMixture.of(shared, largest)) : Optional.empty();
        long averagedSteps = Math.round(refinements.averagedShare() * steps());
        average = averagedSteps == 0
                ? Optional.empty()
                : Optional.of(new WeightAverage(shared.tensors(), steps() - averagedSteps));
    }

    private NetworkRates rates() {
        return new NetworkRates(
                recipe.schedule(),
                recipe.epochs(),
                steps(),
                Bounds.min(shared.space(), Unit::params).value(),
                Bounds.max(shared.space(), Unit::params).value());
    }

    private long steps() {
        return (long) recipe.epochs() * stepsPerEpoch();
    }

    @Override
    public String description() {
        return "the supernet of " + shared.space().name() + " on " + dataset.name();
    }

    @Override
    public int stepsPerEpoch() {
        return batches.batchesPerEpoch();
    }

    @Override
    public int batchSize() {
        return batches.batchSize();
    }

    /** Returns the loss of the last network of the step. */
    @Override
    public Loss computeGradients(Step step) {
        batches.moveTo(step.epoch(), step.batch());
        if (isMixed(step)) {
            double weight = 1;
            return trainSubnet(mixture.orElseThrow(), ONLY_GROUP, Optional.empty(), weight, step)
                    .loss();
        }
        if (sampleProbability(step) == 0) {
            double weight = 1;
            return trainSubnet(largest, Optional.empty(), weight, step).loss();
        }
        double weight = 1.0 / recipe.subnetsPerStep();
        return recipe.sandwich() ? trainSandwich(step) : trainSampled(Optional.empty(), weight, step);
    }

    /** The sandwich rule with in-place distillation: all but the largest network learn from the predictions of the largest. */
    private Loss trainSandwich(Step step) {
        int largestAndSmallest = 2;
        double weight = 1.0 / (recipe.subnetsPerStep() + largestAndSmallest);
        SubnetPass teacher = trainSubnet(largest, Optional.empty(), weight, step);
        var teacherTargets = Targets.of(dataset.task(), batchSize());
        teacherTargets.setTeacherLogits(teacher.logits(), batchSize(), TEMPERATURE);
        trainSubnet(smallest, Optional.of(teacherTargets), weight, step);
        return trainSampled(Optional.of(teacherTargets), weight, step);
    }

    /** Trains the networks that the step samples; returns the loss of the last. */
    private Loss trainSampled(Optional<Targets> teacherTargets, double weight, Step step) {
        Loss last = null;
        for (int i = 0; i < recipe.subnetsPerStep(); i++) {
            Genome genome = sampler.genome(step.index() * recipe.subnetsPerStep() + i, sampleProbability(step));
            last = trainSubnet(genome, teacherTargets, weight, step).loss();
        }
        return last;
    }

    /** Whether a step trains the mixture of all kinds of blocks, which is random. */
    private boolean isMixed(Step step) {
        double probability = recipe.refinements().mixtureProbability((double) step.index() / steps());
        return RandomBits.uniform(RandomBits.of(RandomBits.of(~seed, MIXTURE), step.index())) < probability;
    }

    /** Whether a step uses images of half the width and height. */
    private boolean isHalfSize(Step step) {
        return (double) step.index() / steps() < recipe.refinements().halfSizeUntil();
    }

    private double sampleProbability(Step step) {
        return recipe.sampling().sampleProbability((double) step.index() / steps());
    }

    /** Loss and logits of a network on the current batch. */
    private record SubnetPass(Loss loss, float[] logits) {}

    /**
     * Runs the current batch through a network and adds its gradients to {@code contributions}.
     *
     * @param teacherTargets targets in place of the labels
     * @param weight         weight of the gradients in the next step
     */
    private SubnetPass trainSubnet(Genome genome, Optional<Targets> teacherTargets, double weight, Step step) {
        int group = sgd.groups() > 1 ? momentumGroups.of(genome) : ONLY_GROUP;
        SubNetwork subnet = isHalfSize(step) ? shared.subnetOfHalfSize(genome) : shared.subnet(genome);
        return trainSubnet(subnet, group, teacherTargets, weight, step);
    }

    private SubnetPass trainSubnet(
            SubNetwork subnet, int group, Optional<Targets> teacherTargets, double weight, Step step) {
        Batch batch = batches.batch(subnet.network().input());
        try (var pass = new TrainingPass(executor, subnet.network(), dataset.task(), batchSize(), NO_DROP_PATH)) {
            Loss loss = pass.run(
                    shared.copyWeights(subnet),
                    batch.nchw(),
                    teacherTargets.orElse(batch.targets()),
                    batchSize(),
                    RandomBits.of(seed, step.index()));
            contributions.add(new Contribution(subnet, pass.gradients(), weight));
            momentumGroup = group;
            return new SubnetPass(loss, pass.logits());
        }
    }

    @Override
    public void update(Step step, double learningRate) {
        double rate = networkRates.map(rates -> addAtRates(rates, step)).orElseGet(() -> {
            contributions.forEach(c -> sgd.add(c.subnet(), c.gradients(), c.weight()));
            return learningRate;
        });
        contributions.clear();
        sgd.step(executor, rate, momentumGroup);
        average.ifPresent(a -> {
            a.add(executor, step.index());
            if (step.index() == steps() - 1) {
                a.apply();
            }
        });
    }

    /** Adds gradients, weighted so that each network is trained at its own learning rate, and returns the mean rate. */
    private double addAtRates(NetworkRates rates, Step step) {
        double[] ratesOfNetworks = contributions.stream()
                .mapToDouble(c -> rates.at(step.index(), c.subnet().network().params()))
                .toArray();
        double mean = Arrays.stream(ratesOfNetworks).average().orElseThrow();
        for (int i = 0; i < ratesOfNetworks.length; i++) {
            Contribution c = contributions.get(i);
            sgd.add(c.subnet(), c.gradients(), c.weight() * ratesOfNetworks[i] / mean);
        }
        return mean;
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
            state.put("velocity", sgd.velocity(0));
            for (int group = 1; group < sgd.groups(); group++) {
                state.put("velocity" + group, sgd.velocity(group));
            }
            average.ifPresent(a -> state.put("average", a.mean()));
        }
        return state;
    }
}
