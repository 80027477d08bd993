package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.proxy.Naswot;
import dev.sartor.accuracy.proxy.SynFlow;
import dev.sartor.accuracy.proxy.Zico;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.ArrayLength;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Accuracy source that computes scores of untrained networks, with random weights, on one thread each. */
public final class ProxySource implements AccuracySource {
    /** Number of batches whose gradients the score ZiCo compares; its authors take two. */
    private static final int BATCHES = 2;
    /** Minimum batch size: fewer images have no variance. */
    private static final int MIN_BATCH_SIZE = 2;

    private static final int THREADS = 1;

    private final AccuracySpec.ZeroCost spec;
    private final Optional<Dataset> dataset;
    private final Map<Shape, List<Zico.LabelledBatch>> batchesByShape = new ConcurrentHashMap<>();

    /**
     * @param dataset the data set with the training images; empty for scores that need none
     * @param seed    seed of the sample of images
     */
    public ProxySource(AccuracySpec.ZeroCost spec, Optional<Dataset> dataset, long seed) {
        this.spec = spec;
        this.dataset = dataset.map(d -> sample(d, spec.images() * BATCHES, seed));
    }

    private static Dataset sample(Dataset d, int images, long seed) {
        d.requireTrainingImages(MIN_BATCH_SIZE * BATCHES);
        return d.trainingOnly(
                d.train().stratifiedSample(Math.min(images, d.train().count()), seed));
    }

    @Override
    public EvaluationMetric metric() {
        return spec.proxy().metric();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Network network = Lowering.lower(architecture);
        Weights weights = Weights.initial(network, new SplittableRandom(ArchitectureSeed.of(architecture, seed)));
        try (Executor executor = new Executor(THREADS)) {
            return switch (spec.proxy()) {
                case MOST_PARAMS -> network.params();
                case MOST_MACS -> network.macs();
                case SYNFLOW -> SynFlow.of(executor, network, weights);
                case NASWOT -> naswot(executor, network, weights);
                case ZICO -> Zico.of(executor, network, weights, batches(network.input()));
            };
        }
    }

    private double naswot(Executor executor, Network network, Weights weights) {
        Zico.LabelledBatch batch = batches(network.input()).getFirst();
        return Naswot.of(executor, network, weights, batch.nchw(), batch.labels().length);
    }

    private List<Zico.LabelledBatch> batches(Shape input) {
        return batchesByShape.computeIfAbsent(
                input, s -> batches(dataset.orElseThrow().atSize(s.height(), s.width())));
    }

    private static List<Zico.LabelledBatch> batches(Dataset data) {
        int size = data.train().count() / BATCHES;
        Batches batches = Batches.inOrder(data.train(), data.normalisation(), size);
        return IntStream.range(0, BATCHES)
                .mapToObj(b -> {
                    var batch = new Zico.LabelledBatch(
                            new float[ArrayLength.of(size * data.shape().size())], new int[size]);
                    batches.fill(b, batch.nchw(), batch.labels());
                    return batch;
                })
                .toList();
    }

    @Override
    public String description() {
        return metric().title() + " of untrained networks"
                + (spec.proxy().needsImages() ? ", from batches of " + spec.images() + " images" : "");
    }
}
