package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Precision;
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
 * Evaluates networks of a search space with the shared weights of a supernet. Each network gets its slices of the weights, is fine-tuned
 * for a few steps if requested, has its batch norm recalibrated on some training images, and is evaluated on other images. Segments that
 * networks have in common are computed once: see {@link SegmentTree}. Thread-safe; a result depends only on the genome.
 */
public final class SubnetEvaluator {
    /** Number of pixels of all images together that recalibrate batch norm, and bounds on the number of these images. */
    private static final int CALIBRATION_PIXELS = 1 << 21;

    private static final int MIN_CALIBRATION_IMAGES = 256;
    private static final int MAX_CALIBRATION_IMAGES = 2048;
    /** Largest number of parameters of all networks that are evaluated together: 256 MB. */
    private static final long MAX_GROUP_PARAMS = 1 << 26;

    private static final int FINE_TUNING_BATCH = 32;
    private static final double FINE_TUNING_PEAK_RATE = 0.05;
    private static final double FINE_TUNING_WARM_UP_EPOCHS = 0.1;
    private static final double FINE_TUNING_WEIGHT_DECAY = 1e-4;
    /** Seed of the choice and order of images; the same for all networks, so that they can be compared. */
    private static final long SEED = 1;

    private final SharedWeights shared;
    private final Dataset dataset;
    private final Images evaluation;
    private final int fineTuningSteps;
    private final Precision precision;
    private final int maxCalibrationImages;
    private final Map<Shape, ShapeData> byShape = new ConcurrentHashMap<>();

    /**
     * The images in one shape that networks are evaluated with.
     *
     * @param calibration  to recalibrate batch norm
     * @param quantisation to calibrate the ranges of 8-bit networks; the sample is taken when they are quantised
     */
    private record ShapeData(
            Dataset fineTuning, ImageChunks calibration, Dataset quantisation, Images images, ImageChunks evaluation) {}

    /**
     * A requested network.
     *
     * @param index         index of the network among the requested ones
     * @param positionNames for each segment the name of its position: {@code stage2.block1}, see {@link SegmentPositions}
     */
    private record SubnetRequest(int index, SubNetwork subnet, List<String> positionNames) {

        Shape input() {
            return subnet.network().input();
        }

        /** A key for sorting, after which networks with many segments in common are neighbours. */
        String sortKey() {
            return input() + " "
                    + IntStream.range(0, positionNames.size())
                            .mapToObj(s -> positionNames.get(s) + " "
                                    + subnet.network().segments().get(s).key())
                            .toList();
        }
    }

    /**
     * @param dataset         the data set at the largest resolution of the space
     * @param evaluation      images of the same shape
     * @param fineTuningSteps training steps of each network before it is evaluated, 0 for none
     */
    public SubnetEvaluator(SharedWeights shared, Dataset dataset, Images evaluation, int fineTuningSteps) {
        this(shared, dataset, evaluation, fineTuningSteps, Precision.FP32);
    }

    /** @param precision in which networks are evaluated */
    public SubnetEvaluator(
            SharedWeights shared, Dataset dataset, Images evaluation, int fineTuningSteps, Precision precision) {
        this(shared, dataset, evaluation, fineTuningSteps, precision, MAX_CALIBRATION_IMAGES);
    }

    /** @param maxCalibrationImages training images, at most, that recalibrate batch norm */
    SubnetEvaluator(
            SharedWeights shared,
            Dataset dataset,
            Images evaluation,
            int fineTuningSteps,
            Precision precision,
            int maxCalibrationImages) {
        this.shared = shared;
        this.dataset = dataset;
        this.evaluation = evaluation;
        this.fineTuningSteps = fineTuningSteps;
        this.precision = precision;
        this.maxCalibrationImages = maxCalibrationImages;
    }

    /**
     * Loss and accuracy of networks, in their order.
     *
     * @throws CancellationException if the thread is interrupted while a network is fine-tuned
     */
    public List<ClassificationMetrics> scores(WorkerPool workers, List<Genome> genomes) throws InterruptedException {
        ClassificationMetrics[] scores = new ClassificationMetrics[genomes.size()];
        List<SubnetRequest> requests = IntStream.range(0, scores.length)
                .mapToObj(i -> request(i, genomes.get(i)))
                .toList();
        if (fineTuningSteps > 0) {
            // fine-tuned weights belong to one network
            workers.forEach(
                    scores.length,
                    (executor, i) -> evaluate(
                            WorkerPool.sequential(executor), List.of(requests.get(i)), fineTuned(executor), scores));
        } else {
            for (List<SubnetRequest> group : groups(requests)) {
                evaluate(workers, group, shared::copyWeights, scores);
            }
        }
        return List.of(scores);
    }

    private SubnetRequest request(int index, Genome genome) {
        return new SubnetRequest(index, shared.subnet(genome), SegmentPositions.positions(shared.space(), genome));
    }

    /** Groups of one resolution with many segments in common, small enough to fit into memory. */
    private static List<List<SubnetRequest>> groups(List<SubnetRequest> requests) {
        List<List<SubnetRequest>> groups = new ArrayList<>();
        long params = 0;
        for (SubnetRequest next : requests.stream()
                .sorted(Comparator.comparing(SubnetRequest::sortKey))
                .toList()) {
            params += next.subnet().network().params();
            if (groups.isEmpty()
                    || params > MAX_GROUP_PARAMS
                    || !next.input().equals(groups.getLast().getLast().input())) {
                groups.add(new ArrayList<>());
                params = next.subnet().network().params();
            }
            groups.getLast().add(next);
        }
        return groups;
    }

    /** Evaluates a group of networks and stores their scores at their indices. */
    private void evaluate(
            WorkerPool workers,
            List<SubnetRequest> group,
            Function<SubNetwork, Weights> weights,
            ClassificationMetrics[] scores)
            throws InterruptedException {
        SegmentTree tree = calibratedTree(workers, group, weights);
        ShapeData data = data(group.getFirst().input());
        List<ClassificationMetrics> evaluated = switch (precision) {
            case FP32 -> tree.scores(workers, data.evaluation(), dataset.task());
            case INT8 -> quantisedScores(workers, group, tree.weights(), data);
        };
        for (int i = 0; i < group.size(); i++) {
            scores[group.get(i).index()] = evaluated.get(i);
        }
    }

    /** Networks share no computations here: the same segment has other ranges in another network. */
    private static List<ClassificationMetrics> quantisedScores(
            WorkerPool workers, List<SubnetRequest> group, List<Weights> weights, ShapeData data)
            throws InterruptedException {
        ClassificationMetrics[] scores = new ClassificationMetrics[group.size()];
        workers.forEach(
                scores.length,
                (executor, i) -> scores[i] = QuantisedEvaluation.score(
                        executor,
                        group.get(i).subnet().network(),
                        weights.get(i),
                        data.quantisation(),
                        data.images(),
                        SEED));
        return List.of(scores);
    }

    /** The tree of a group of networks, with calibrated batch norm. */
    private SegmentTree calibratedTree(
            WorkerPool workers, List<SubnetRequest> group, Function<SubNetwork, Weights> weights)
            throws InterruptedException {
        var tree = new SegmentTree(
                group.stream().map(SubnetRequest::subnet).toList(),
                group.stream().map(SubnetRequest::positionNames).toList(),
                group.stream().map(r -> weights.apply(r.subnet())).toList(),
                data(group.getFirst().input()).calibration());
        tree.calibrate(workers);
        return tree;
    }

    /** The weights that a network is evaluated with; they can be trained further, exported or run. */
    public Weights weights(Executor executor, Genome genome) throws InterruptedException {
        int onlyIndex = 0;
        return calibratedTree(
                        WorkerPool.sequential(executor),
                        List.of(request(onlyIndex, genome)),
                        fineTuningSteps > 0 ? fineTuned(executor) : shared::copyWeights)
                .weights()
                .getFirst();
    }

    /** A function that copies the shared weights of a network and fine-tunes the copy. */
    private Function<SubNetwork, Weights> fineTuned(Executor executor) {
        int epochs = 1;
        var recipe = new Recipe(
                epochs,
                FINE_TUNING_BATCH,
                new Schedule(FINE_TUNING_PEAK_RATE, FINE_TUNING_WARM_UP_EPOCHS),
                Optimiser.sgd(FINE_TUNING_WEIGHT_DECAY),
                Regularisation.NONE,
                AugmentationPolicy.NONE);
        return subnet -> Trainer.train(
                        executor,
                        subnet.network(),
                        shared.copyWeights(subnet),
                        data(subnet.network().input()).fineTuning(),
                        recipe,
                        SEED,
                        TrainingListener.NO_OP)
                .weights();
    }

    /** The number of training images that this number of fine-tuning steps needs. */
    public static int fineTuningImages(int steps) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (long) steps * FINE_TUNING_BATCH));
    }

    /** The images for networks with an input shape. */
    private ShapeData data(Shape input) {
        return byShape.computeIfAbsent(input, this::prepare);
    }

    private ShapeData prepare(Shape shape) {
        Images fineTuning = dataset.train()
                .stratifiedSample(fineTuningImages(fineTuningSteps), SEED)
                .withShape(shape);
        int calibrationImages = Math.clamp(
                CALIBRATION_PIXELS / (shape.height() * shape.width()), MIN_CALIBRATION_IMAGES, maxCalibrationImages);
        Images calibration =
                dataset.train().stratifiedSample(calibrationImages, SEED).withShape(shape);
        Images evaluated = evaluation.withShape(shape);
        return new ShapeData(
                dataset.trainingOnly(fineTuning),
                chunks(calibration),
                dataset.trainingOnly(calibration),
                evaluated,
                chunks(evaluated));
    }

    private ImageChunks chunks(Images images) {
        return new ImageChunks(images, dataset.normalisation());
    }
}
