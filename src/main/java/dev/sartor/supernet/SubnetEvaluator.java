package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.training.AugmentationPolicy;
import dev.sartor.executor.training.Optimiser;
import dev.sartor.executor.training.Recipe;
import dev.sartor.executor.training.Regularisation;
import dev.sartor.executor.training.Schedule;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Weights;
import dev.sartor.space.SegmentPositions;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Judges networks of a space with shared weights: each is cut out, adapted for a few steps if wanted, given running moments of
 * its own on some training images, and judged on others. What networks need alike is prepared once, and where they are the same
 * from the image on, they are computed as one: {@link SegmentTree}. Safe for several threads; an answer depends on the genome
 * alone.
 */
public final class SubnetEvaluator {
    /** Pixels that running moments are made from, and how many training images that may be. */
    private static final int CALIBRATION_PIXELS = 1 << 21;

    private static final int LEAST_CALIBRATION = 256;
    private static final int MOST_CALIBRATION = 2048;
    /** Weights of networks that are judged together: 256 MB. */
    private static final long TOGETHER = 1 << 26;

    private static final int TUNING_BATCH = 32;
    private static final Schedule TUNING = new Schedule(0.05, 0.1);
    /** Of the choice and order of images; the same for all, so that networks are compared on equal terms. */
    private static final long SEED = 1;

    private final SharedWeights shared;
    private final Dataset dataset;
    private final Images judging;
    private final int tuned;
    private final Map<Shape, Material> materials = new ConcurrentHashMap<>();

    /** What networks of one resolution are adapted, calibrated and judged on. */
    private record Material(Dataset tuning, ImageChunks calibration, ImageChunks judging) {}

    /** A network and its place among those asked for. */
    private record Asked(int place, SubNetwork sub, List<String> sites) {

        Shape input() {
            return sub.network().input();
        }

        /** Sorted by this, networks stand beside those they share most with. */
        String path() {
            return input() + " "
                    + IntStream.range(0, sites.size())
                            .mapToObj(s -> sites.get(s) + " "
                                    + sub.network().segments().get(s).key())
                            .toList();
        }
    }

    /**
     * @param dataset at the greatest resolution of the space
     * @param judging images of the same shape
     * @param tuned   steps of training that a network has to itself before it is judged, 0 for none
     */
    public SubnetEvaluator(SharedWeights shared, Dataset dataset, Images judging, int tuned) {
        this.shared = shared;
        this.dataset = dataset;
        this.judging = judging;
        this.tuned = tuned;
    }

    /**
     * How networks do, in their order.
     *
     * @throws CancellationException if the thread is interrupted while a network is adapted
     */
    public List<ClassificationMetrics> scores(WorkerPool crew, List<Genome> genomes) throws InterruptedException {
        ClassificationMetrics[] scores = new ClassificationMetrics[genomes.size()];
        List<Asked> asked = IntStream.range(0, scores.length)
                .mapToObj(i -> asked(i, genomes.get(i)))
                .toList();
        if (tuned > 0) {
            // what was adapted to one network is of no use to another
            crew.forEach(
                    scores.length,
                    (executor, i) ->
                            judge(WorkerPool.sequential(executor), List.of(asked.get(i)), adapted(executor), scores));
        } else {
            for (List<Asked> group : groups(asked)) {
                judge(crew, group, shared::read, scores);
            }
        }
        return List.of(scores);
    }

    private Asked asked(int place, Genome genome) {
        return new Asked(place, shared.sub(genome), SegmentPositions.positions(shared.space(), genome));
    }

    /** Those that share most, of one resolution, and no more than fit into memory. */
    private static List<List<Asked>> groups(List<Asked> asked) {
        List<List<Asked>> groups = new ArrayList<>();
        long weights = 0;
        for (Asked next :
                asked.stream().sorted(Comparator.comparing(Asked::path)).toList()) {
            weights += next.sub().network().params();
            if (groups.isEmpty()
                    || weights > TOGETHER
                    || !next.input().equals(groups.getLast().getLast().input())) {
                groups.add(new ArrayList<>());
                weights = next.sub().network().params();
            }
            groups.getLast().add(next);
        }
        return groups;
    }

    private void judge(
            WorkerPool crew, List<Asked> group, Function<SubNetwork, Weights> weights, ClassificationMetrics[] scores)
            throws InterruptedException {
        List<ClassificationMetrics> judged = tree(crew, group, weights)
                .scores(crew, material(group.getFirst().input()).judging());
        for (int i = 0; i < group.size(); i++) {
            scores[group.get(i).place()] = judged.get(i);
        }
    }

    private SegmentTree tree(WorkerPool crew, List<Asked> group, Function<SubNetwork, Weights> weights)
            throws InterruptedException {
        var tree = new SegmentTree(
                group.stream().map(Asked::sub).toList(),
                group.stream().map(Asked::sites).toList(),
                group.stream().map(a -> weights.apply(a.sub())).toList(),
                material(group.getFirst().input()).calibration());
        tree.calibrate(crew);
        return tree;
    }

    /** The weights that a network is judged with: what can be trained further, exported or run. */
    public Weights weights(Executor executor, Genome genome) throws InterruptedException {
        return tree(
                        WorkerPool.sequential(executor),
                        List.of(asked(0, genome)),
                        tuned > 0 ? adapted(executor) : shared::read)
                .weights()
                .getFirst();
    }

    private Function<SubNetwork, Weights> adapted(Executor executor) {
        var recipe = new Recipe(
                1, TUNING_BATCH, TUNING, new Optimiser.Sgd(0.9, 1e-4), Regularisation.NONE, AugmentationPolicy.NONE);
        return sub -> Trainer.train(
                        executor,
                        sub.network(),
                        shared.read(sub),
                        material(sub.network().input()).tuning(),
                        recipe,
                        SEED,
                        TrainingListener.SILENT)
                .weights();
    }

    private Material material(Shape input) {
        return materials.computeIfAbsent(input, this::prepared);
    }

    private Material prepared(Shape shape) {
        Images tuning = dataset.train().stratified(tuned * TUNING_BATCH, SEED).to(shape);
        int calibrating =
                Math.clamp(CALIBRATION_PIXELS / (shape.height() * shape.width()), LEAST_CALIBRATION, MOST_CALIBRATION);
        return new Material(
                dataset.trainingOnly(tuning),
                chunks(dataset.train().stratified(calibrating, SEED), shape),
                chunks(judging, shape));
    }

    private ImageChunks chunks(Images images, Shape shape) {
        return new ImageChunks(images.to(shape), dataset.normalisation());
    }
}
