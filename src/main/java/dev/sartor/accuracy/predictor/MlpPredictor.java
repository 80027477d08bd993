package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
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
 * Predictor of scores by a multilayer perceptron with three hidden layers of 400 neurons, as in Once-for-All (Cai et al., arXiv
 * 1908.09791), on the {@link OneHotEncoding} of genomes. The time of a prediction does not depend on the number of known scores.
 * The same scores and seed give the same predictions, on any number of threads. Thread-safe until it is closed.
 */
final class MlpPredictor implements FittedPredictor {
    private static final List<Integer> HIDDEN_UNITS = List.of(400, 400, 400);
    /** Genomes per inference: the activations of this many fit into the cache of one core. */
    private static final int INFERENCE_BATCH = 64;

    /** One of this many genomes is held out to measure the quality. */
    private static final int GENOMES_PER_HELD_OUT = 10;

    // with 1000 and 2000 networks of NAS-Bench-Macro, errors are smallest after 300 to 500 steps; they grow until 1000
    // and 3000
    private static final int MIN_STEPS = 400;
    private static final int MIN_EPOCHS = 20;
    private static final int TRAINING_BATCH = 128;
    private static final double PEAK_LEARNING_RATE = 0.003;

    /** In epochs of the schedule, of which the whole fit is one: a twentieth of the fit. */
    private static final double WARM_UP_EPOCHS = 0.05;

    private static final double WEIGHT_DECAY = 0.05;
    private static final Schedule SCHEDULE = new Schedule(PEAK_LEARNING_RATE, WARM_UP_EPOCHS);

    private static final Optimiser OPTIMISER = Optimiser.adamW(WEIGHT_DECAY);

    private final OneHotEncoding encoding;
    private final Standardisation standardisation;
    private final Network network;
    private final Weights weights;
    private final PredictorQuality heldOutQuality;
    /** Inferences that no thread uses now: each thread takes one to predict, or creates one. */
    private final Queue<OwnedInference> idle = new ConcurrentLinkedQueue<>();

    /** Transformed scores with mean 0 and deviation 1, which the network is trained on. */
    record Standardisation(TargetTransform transform, double average, double deviation) {

        static Standardisation of(TargetTransform transform, List<ScoredGenome> known) {
            double[] values = transform.apply(known);
            double average = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(v -> (v - average) * (v - average))
                    .average()
                    .orElseThrow();
            return new Standardisation(transform, average, variance > 0 ? Math.sqrt(variance) : 1);
        }

        double[] apply(List<ScoredGenome> known) {
            return Arrays.stream(transform.apply(known))
                    .map(v -> (v - average) / deviation)
                    .toArray();
        }

        double invert(double standardised) {
            return transform.invert(average + deviation * standardised);
        }
    }

    /** An inference on an executor of its own. */
    private record OwnedInference(Executor executor, Inference inference) implements AutoCloseable {
        static OwnedInference of(Network network, Weights weights) {
            int threads = 1;
            var executor = new Executor(threads);
            return new OwnedInference(executor, new Inference(executor, network, weights, INFERENCE_BATCH));
        }

        @Override
        public void close() {
            inference.close();
            executor.close();
        }
    }

    private MlpPredictor(
            OneHotEncoding encoding,
            Standardisation standardisation,
            Network network,
            Weights weights,
            List<ScoredGenome> heldOut) {
        this.encoding = encoding;
        this.standardisation = standardisation;
        this.network = network;
        this.weights = weights;
        double[] predicted = new double[heldOut.size()];
        predict(heldOut.stream().map(ScoredGenome::genome).toList(), predicted);
        heldOutQuality = PredictorQuality.of(
                predicted, heldOut.stream().mapToDouble(ScoredGenome::score).toArray());
    }

    /**
     * Fits the network to all genomes except a tenth of them, on which its quality is measured.
     *
     * @param known   each genome once
     * @param threads used for fitting
     */
    static MlpPredictor fit(
            List<Gene> genes, EvaluationMetric metric, List<ScoredGenome> known, long seed, int threads) {
        return fit(
                genes, metric, known, seed, threads, Math.max(MIN_STEPS, MIN_EPOCHS * known.size() / TRAINING_BATCH));
    }

    /** The same with a given number of training steps. */
    static MlpPredictor fit(
            List<Gene> genes, EvaluationMetric metric, List<ScoredGenome> known, long seed, int threads, int steps) {
        List<ScoredGenome> shuffled = new ArrayList<>(known);
        Collections.shuffle(shuffled, new Random(seed));
        List<ScoredGenome> heldOut = shuffled.subList(0, Math.ceilDiv(known.size(), GENOMES_PER_HELD_OUT));
        List<ScoredGenome> training = shuffled.subList(heldOut.size(), known.size());
        var encoding = new OneHotEncoding(genes);
        Standardisation standardisation = Standardisation.of(new TargetTransform(metric), training);
        Network network = network(encoding.width());
        var examples = new Regression.Examples(
                encoding.encode(training.stream().map(ScoredGenome::genome).toList()), standardisation.apply(training));
        try (var executor = new Executor(threads)) {
            Weights weights = new Regression(
                            network,
                            examples,
                            new Regression.Hyperparameters(steps, TRAINING_BATCH, SCHEDULE, OPTIMISER))
                    .fit(executor, Weights.initial(network, new SplittableRandom(seed)), seed);
            return new MlpPredictor(encoding, standardisation, network, weights, heldOut);
        }
    }

    private static Network network(int inputs) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(0, "choices", new Op.Input(), List.of(), new Shape(inputs, 1, 1)));
        for (int width : HIDDEN_UNITS) {
            add(layers, new Op.Linear(layers.getLast().output().channels(), width), width);
            add(layers, new Op.Activate(Op.Function.RELU), width);
        }
        int outputs = 1;
        add(layers, new Op.Linear(layers.getLast().output().channels(), outputs), outputs);
        return new Network("score-predictor", layers, List.of());
    }

    private static void add(List<Layer> layers, Op op, int width) {
        int id = layers.size();
        layers.add(new Layer(id, "layer" + id, op, List.of(id - 1), new Shape(width, 1, 1)));
    }

    @Override
    public void predict(List<Genome> genomes, double[] into) {
        OwnedInference owned = idle.poll();
        if (owned == null) {
            owned = OwnedInference.of(network, weights);
        }
        for (int from = 0; from < genomes.size(); from += INFERENCE_BATCH) {
            List<Genome> batch = genomes.subList(from, Math.min(from + INFERENCE_BATCH, genomes.size()));
            float[] outputs = owned.inference().run(encoding.encode(batch), batch.size());
            for (int i = 0; i < batch.size(); i++) {
                into[from + i] = standardisation.invert(outputs[i]);
            }
        }
        idle.add(owned);
    }

    @Override
    public void close() {
        for (OwnedInference owned = idle.poll(); owned != null; owned = idle.poll()) {
            owned.close();
        }
    }

    Weights weights() {
        return weights;
    }

    Standardisation standardisation() {
        return standardisation;
    }

    @Override
    public PredictorQuality heldOutQuality() {
        return heldOutQuality;
    }

    @Override
    public Optional<String> fingerprint() {
        var text = new StringBuilder();
        weights.tensors().forEach((name, tensor) -> text.append(name).append(Arrays.toString(tensor)));
        return Optional.of(Sha256.of(text.toString()));
    }
}
