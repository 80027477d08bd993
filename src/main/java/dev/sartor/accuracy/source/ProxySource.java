package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.proxy.Naswot;
import dev.sartor.accuracy.proxy.SynFlow;
import dev.sartor.accuracy.proxy.Zico;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
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

/** Scores networks with fresh weights, without training them, on one thread each. */
final class ProxySource implements AccuracySource {
    /** Batches of images that scores of gradients compare; ZiCo's authors take two. */
    private static final int BATCHES = 2;
    /** What fewer images are has no variance. */
    private static final int LEAST_BATCH = 2;

    private final AccuracySpec.Scored spec;
    private final Optional<Dataset> dataset;
    private final Map<Shape, List<Zico.LabelledBatch>> atShape = new ConcurrentHashMap<>();

    /**
     * @param dataset whose training images it looks at; empty for scores that need none
     * @param seed    of the choice of images
     */
    ProxySource(AccuracySpec.Scored spec, Optional<Dataset> dataset, long seed) {
        this.spec = spec;
        this.dataset = dataset.map(d -> chosen(d, spec.images() * BATCHES, seed));
    }

    private static Dataset chosen(Dataset d, int images, long seed) {
        d.requireTrainingImages(LEAST_BATCH * BATCHES);
        return d.trainingOnly(
                d.train().stratifiedSample(Math.min(images, d.train().count()), seed));
    }

    @Override
    public EvaluationMetric measure() {
        return spec.score().measure();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Network network = Lowering.lower(architecture);
        Weights weights = Weights.initial(network, new SplittableRandom(ArchitectureSeed.of(architecture, seed)));
        try (Executor executor = new Executor(1)) {
            return switch (spec.score()) {
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
        return atShape.computeIfAbsent(input, s -> batches(dataset.orElseThrow().atSize(s.height(), s.width())));
    }

    private static List<Zico.LabelledBatch> batches(Dataset data) {
        int size = data.train().count() / BATCHES;
        Batches all = Batches.inOrder(data.train(), data.normalisation(), size);
        return IntStream.range(0, BATCHES)
                .mapToObj(b -> {
                    var batch = new Zico.LabelledBatch(
                            new float[Math.toIntExact(size * data.shape().size())], new int[size]);
                    all.fill(b, batch.nchw(), batch.labels());
                    return batch;
                })
                .toList();
    }

    @Override
    public String description() {
        return measure().title() + " of untrained networks"
                + (spec.score().needsImages() ? ", from batches of " + spec.images() + " images" : "");
    }
}
