package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.HeldOut;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.Known;
import dev.sartor.arch.Shape;
import dev.sartor.base.file.Sha256;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Inference;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.Regression;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Merits told by a network with three hidden layers of 400, as Once-for-All's predictor has them (Cai et al., arXiv 1908.09791),
 * from {@link OneHotEncoding}. Its answers cost the same however many scores are known. The same knowledge and seed give the same
 * predictions, on any number of threads.
 */
final class MlpPredictor implements FittedPredictor {
    private static final List<Integer> HIDDEN = List.of(400, 400, 400);
    /** Genomes at once: what becomes of them stays in a core's own cache. */
    private static final int AT_ONCE = 64;

    private static final int ONE_OF_HELD_OUT = 10;
    // on 1000 and 2000 networks of NAS-Bench-Macro 300 and 500 steps err less than 1000, and 1000 less than 3000
    private static final int LEAST_STEPS = 400;
    private static final int LEAST_PASSES = 20;
    private static final int BATCH = 128;
    private static final Schedule SCHEDULE = new Schedule(0.003, 0.05);
    private static final Optimiser OPTIMISER = new Optimiser.AdamW(0.9, 0.999, 0.05);

    private final OneHotEncoding features;
    private final Standard standard;
    private final Network network;
    private final Weights weights;
    private final HeldOut heldOut;
    private final Queue<Inference> idle = new ConcurrentLinkedQueue<>();

    /** Merits as the network knows them: on their scale, less the average, in spreads. */
    record Standard(TargetTransform scale, double average, double spread) {

        static Standard of(TargetTransform scale, List<Known> known) {
            double[] values = scale.learnt(known);
            double average = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - average) * (v - average))
                    .average()
                    .orElseThrow();
            return new Standard(scale, average, variance > 0 ? Math.sqrt(variance) : 1);
        }

        double[] learnt(List<Known> known) {
            return Arrays.stream(scale.learnt(known))
                    .map(v -> (v - average) / spread)
                    .toArray();
        }

        double told(double learnt) {
            return scale.told(average + spread * learnt);
        }
    }

    private MlpPredictor(
            OneHotEncoding features, Standard standard, Network network, Weights weights, List<Known> judges) {
        this.features = features;
        this.standard = standard;
        this.network = network;
        this.weights = weights;
        double[] predicted = new double[judges.size()];
        predict(judges.stream().map(Known::genome).toList(), predicted);
        heldOut =
                HeldOut.of(predicted, judges.stream().mapToDouble(Known::score).toArray());
    }

    /**
     * Learns from all but a tenth, by which it is judged.
     *
     * @param known   each genome once
     * @param threads that learn
     */
    static MlpPredictor fit(List<Gene> genes, EvaluationMetric measure, List<Known> known, long seed, int threads) {
        return fit(genes, measure, known, seed, threads, Math.max(LEAST_STEPS, LEAST_PASSES * known.size() / BATCH));
    }

    static MlpPredictor fit(
            List<Gene> genes, EvaluationMetric measure, List<Known> known, long seed, int threads, int steps) {
        List<Known> shuffled = new ArrayList<>(known);
        Collections.shuffle(shuffled, new Random(seed));
        List<Known> judges = shuffled.subList(0, Math.ceilDiv(known.size(), ONE_OF_HELD_OUT));
        List<Known> learnt = shuffled.subList(judges.size(), known.size());
        var features = new OneHotEncoding(genes);
        Standard standard = Standard.of(new TargetTransform(measure), learnt);
        Network network = network(features.width());
        var examples = new Regression.Examples(
                features.of(learnt.stream().map(Known::genome).toList()), standard.learnt(learnt));
        try (var executor = new Executor(threads)) {
            Weights weights = new Regression(
                            network, examples, new Regression.Hyperparameters(steps, BATCH, SCHEDULE, OPTIMISER))
                    .fit(executor, Weights.initial(network, new SplittableRandom(seed)), seed);
            return new MlpPredictor(features, standard, network, weights, judges);
        }
    }

    private static Network network(int inputs) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(0, "choices", new Op.Input(), List.of(), new Shape(inputs, 1, 1)));
        for (int width : HIDDEN) {
            add(layers, new Op.Linear(layers.getLast().output().channels(), width), width);
            add(layers, new Op.Activate(Op.Function.RELU), width);
        }
        add(layers, new Op.Linear(layers.getLast().output().channels(), 1), 1);
        return new Network("merits", layers, List.of());
    }

    private static void add(List<Layer> layers, Op op, int width) {
        int id = layers.size();
        layers.add(new Layer(id, "layer" + id, op, List.of(id - 1), new Shape(width, 1, 1)));
    }

    @Override
    public void predict(List<Genome> genomes, double[] into) {
        Inference inference = idle.poll();
        if (inference == null) {
            inference = new Inference(new Executor(1), network, weights, AT_ONCE);
        }
        for (int from = 0; from < genomes.size(); from += AT_ONCE) {
            List<Genome> some = genomes.subList(from, Math.min(from + AT_ONCE, genomes.size()));
            float[] outputs = inference.run(features.of(some), some.size());
            for (int i = 0; i < some.size(); i++) {
                into[from + i] = standard.told(outputs[i]);
            }
        }
        idle.add(inference);
    }

    Weights weights() {
        return weights;
    }

    Standard standard() {
        return standard;
    }

    @Override
    public HeldOut heldOut() {
        return heldOut;
    }

    @Override
    public Optional<String> fingerprint() {
        var text = new StringBuilder();
        weights.tensors().forEach((name, tensor) -> text.append(name).append(Arrays.toString(tensor)));
        return Optional.of(Sha256.of(text.toString()));
    }
}
