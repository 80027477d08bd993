package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.RandomBits;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Targets;
import dev.sartor.executor.TensorFile;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.training.Trainable;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.executor.training.TrainingPass;
import dev.sartor.network.Weights;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandwich rule with in-place distillation, computed step by step as in the papers (arXiv 1903.05134, 2003.11142). */
class SandwichTest {
    private static final long SEED = 5;
    private static final SupernetRecipe RECIPE =
            // SamplingSchedule: shares of the steps with the largest network only, and before uniform sampling
            TinySupernet.recipe(2).withSubnetsPerStep(1).withSandwich().with(new SamplingSchedule(0, 0));
    private static final Genome LARGEST =
            Bounds.max(TinySupernet.SPACE, u -> u.network().macs()).genome();
    private static final Genome SMALLEST =
            Bounds.min(TinySupernet.SPACE, u -> u.network().macs()).genome();

    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(SEED));
    private final Map<String, double[]> gradients = new HashMap<>();

    @TempDir
    Path folder;

    @Test
    void aStepUsesTheMeanGradientOfThreeNetworksTwoOfWhichLearnFromTheLargest() {
        Map<String, float[]> after = afterOneStep();
        Genome drawn = new FairSampler(TinySupernet.SPACE, LARGEST, SEED).genome(0, 1);
        try (var executor = new Executor(1)) {
            var batches = new BatchSource(executor, TinySupernet.DATA, RECIPE, SEED);
            batches.moveTo(0, 0);
            // learn: executor, images, network, answers of the teacher (null: labels), step, factor on the gradients
            float[] teacher = learn(executor, batches, LARGEST, null, 0, 1);
            for (Genome student : List.of(SMALLEST, drawn)) {
                learn(executor, batches, student, softmax(teacher, batches.batchSize()), 0, 1);
            }
        }
        var sgd = RECIPE.optimiser();
        // learningRateAt: step, epochs, steps per epoch; 96 images are 6 batches
        double rate = RECIPE.schedule().learningRateAt(0, RECIPE.epochs(), 6);
        shared.tensors().forEach((name, before) -> {
            for (int i = 0; i < before.length; i++) {
                assertEquals(
                        before[i] - rate * change(sgd, name, i, before[i]),
                        after.get("weights/" + name)[i],
                        1e-6,
                        name);
            }
        });
    }

    @Test
    void eachNetworkOfAStepIsTrainedAtItsOwnRate() {
        SupernetRecipe recipe = RECIPE.with(Refinements.NONE.withNetworkRates());
        SharedWeights trained = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(SEED));
        // Trainable.Step: epoch, batch of the epoch, step, each from 0
        var step = new Trainable.Step(1, 0, 6);
        List<Genome> genomes =
                List.of(LARGEST, SMALLEST, new FairSampler(TinySupernet.SPACE, LARGEST, SEED).genome(6, 1));
        // NetworkRates: schedule, epochs, steps, parameters of the smallest and the largest network
        var rates = new NetworkRates(
                recipe.schedule(),
                2,
                12,
                Bounds.min(TinySupernet.SPACE, Unit::params).value(),
                Bounds.max(TinySupernet.SPACE, Unit::params).value());
        double[] own = genomes.stream()
                .mapToDouble(g -> rates.at(6, shared.subnet(g).network().params()))
                .toArray();
        try (var executor = new Executor(1)) {
            var training = new SupernetTraining(executor, trained, TinySupernet.DATA, recipe, SEED);
            training.computeGradients(step);
            training.update(step, Double.NaN);
            var batches = new BatchSource(executor, TinySupernet.DATA, recipe, SEED);
            batches.moveTo(1, 0);
            float[] teacher = learn(executor, batches, LARGEST, null, 6, own[0]);
            for (int i = 1; i < own.length; i++) {
                learn(executor, batches, genomes.get(i), softmax(teacher, batches.batchSize()), 6, own[i]);
            }
        }
        // the gradients are already multiplied by the rates; the weight decay is multiplied by their mean
        double mean = Arrays.stream(own).average().orElseThrow();
        assertTrue(own[1] < 0.5 * own[0], own[1] + " of " + own[0]);
        shared.tensors().forEach((name, before) -> {
            for (int i = 0; i < before.length; i++) {
                assertEquals(
                        before[i] - change(recipe.optimiser(), name, i, (float) (mean * before[i])),
                        trained.tensors().get(name)[i],
                        1e-6,
                        name);
            }
        });
    }

    /** The change of a weight in the first Nesterov step at a rate of 1; 0 if no network used it. */
    private double change(Optimiser.Sgd sgd, String name, int i, float weight) {
        double[] own = gradients.get(name);
        if (own == null || Double.isNaN(own[i])) {
            return 0;
        }
        double decay = name.endsWith(".weight") ? sgd.weightDecay() : 0;
        // the mean gradient of three networks
        return (1 + sgd.momentum()) * (own[i] / 3 + decay * weight);
    }

    private Map<String, float[]> afterOneStep() {
        Path file = folder.resolve("net");
        // the training asks before each step whether it is cancelled
        var asked = new AtomicInteger();
        try (var executor = new Executor(1)) {
            assertThrows(
                    CancellationException.class,
                    () -> SupernetTrainer.train(
                            executor,
                            TinySupernet.SPACE,
                            TinySupernet.DATA,
                            RECIPE,
                            SEED,
                            TrainingListener.NO_OP,
                            TrainingOptions.DEFAULTS
                                    .withCheckpoint(file)
                                    .withCancellation(() -> asked.incrementAndGet() > 1)));
        }
        return TensorFile.read(file, "supernet").tensors();
    }

    /** Adds the gradients of a network, trained on labels or on the answers of the largest, times a factor; returns its logits. */
    private float[] learn(
            Executor executor, BatchSource batches, Genome genome, double[] answers, int step, double factor) {
        SubNetwork sub = shared.subnet(genome);
        Batch batch = batches.batch(sub.network().input());
        Targets targets = answers == null ? batch.targets() : new Targets(3, answers);
        try (var learner =
                new TrainingPass(executor, sub.network(), TinySupernet.DATA.task(), batches.batchSize(), 0)) {
            learner.run(shared.copyWeights(sub), batch.nchw(), targets, batches.batchSize(), RandomBits.of(SEED, step));
            add(sub, learner.gradients(), factor);
            return learner.logits().clone();
        }
    }

    private void add(SubNetwork sub, Weights own, double factor) {
        sub.slices().forEach((name, slice) -> {
            double[] sum = gradients.computeIfAbsent(
                    slice.tensor(), _ -> unused(slice.whole().size()));
            slice.forEachRun((inPart, inWhole, length) -> {
                for (int i = 0; i < length; i++) {
                    sum[inWhole + i] = (Double.isNaN(sum[inWhole + i]) ? 0 : sum[inWhole + i])
                            + factor * own.tensor(name)[inPart + i];
                }
            });
        });
    }

    /** Gradients of weights that no network has used yet: NaN. */
    private static double[] unused(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static double[] softmax(float[] logits, int images) {
        double[] probabilities = new double[images * 3];
        for (int i = 0; i < probabilities.length; i++) {
            double total = 0;
            for (int c = i / 3 * 3; c < i / 3 * 3 + 3; c++) {
                total += Math.exp(logits[c] - logits[i]);
            }
            probabilities[i] = 1 / total;
        }
        return probabilities;
    }
}
