package dev.sartor.report.model;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.accuracy.predictor.PredictorQuality;
import dev.sartor.arch.Activation;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.TrainingData;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import dev.sartor.report.SampleNetworks;
import dev.sartor.report.drawing.SymbolSheet;
import dev.sartor.search.algorithm.ForecastQuality;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Synthetic runs with realistic proportions. */
public final class SampleReports {
    public static final String TABLE = "cpu-1t";
    private static final boolean WITH_LATENCY = true;
    private static final boolean WITHOUT_LATENCY = false;
    static final double LIMIT_MS = 0.9;
    private static final MetricLimit LIMIT = new MetricLimit(new CostMetric.Latency(TABLE), LIMIT_MS);
    /** Trials of a generation. */
    private static final int GENERATION = 24;

    private SampleReports() {}

    /** A finished run: the best of its trials is trained, exported and measured. */
    public static ReportModel finished(int trials) {
        List<TrialPoint> points = points(trials, WITH_LATENCY, LIMIT_MS);
        Optional<TrialPoint> best = points.stream()
                .filter(TrialPoint::onFront)
                .max(Comparator.comparingDouble(t -> t.score().orElse(0)));
        return new ReportModel(
                summary("fashion-mnist-1thread"),
                List.of(table()),
                List.of(LIMIT, new MetricLimit(new CostMetric.Params(), 4e5)),
                points,
                best.map(t -> trained(cardOf(t))).orElse(List.of()),
                history(trials),
                choices());
    }

    /** A run in which every trial is over the limit. */
    public static ReportModel infeasible() {
        double limitMs = 0.01;
        return new ReportModel(
                summary("too-tight"),
                List.of(table()),
                List.of(new MetricLimit(new CostMetric.Latency(TABLE), limitMs)),
                points(30, WITH_LATENCY, limitMs),
                List.of(),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    /** A run without a latency table. */
    static ReportModel withoutLatency() {
        return new ReportModel(
                summary("macs-only"),
                List.of(),
                List.of(),
                points(40, WITHOUT_LATENCY, 1e9),
                List.of(),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    /** A run without trials. */
    public static ReportModel empty() {
        return new ReportModel(
                summary("begun"),
                List.of(table()),
                List.of(LIMIT),
                List.of(),
                List.of(),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    /** A run in which everything that has a name has this one. */
    public static ReportModel named(String name) {
        TrialPoint one = points(1, WITH_LATENCY, LIMIT_MS).getFirst();
        var trial = new TrialPoint(
                name,
                0,
                OptionalDouble.of(0.5),
                new TreeMap<>(Map.of(name, 0.3)),
                one.segmentMs(),
                1,
                2,
                3,
                8,
                true,
                true,
                new Network(name, one.network().layers(), one.network().segments()));
        var run = new RunSummary(
                name,
                name,
                name,
                name,
                BigInteger.TEN,
                name,
                name,
                EvaluationMetric.ACCURACY,
                1,
                List.of(name),
                Optional.empty(),
                Map.of(name, name));
        var table = new TableSummary(
                name,
                Map.of(name, name),
                Optional.empty(),
                Optional.empty(),
                List.of(new MeasuredNetwork(name, 1.1, 1)));
        return new ReportModel(
                run,
                List.of(table),
                List.of(new MetricLimit(new CostMetric.Latency(name), 0.4)),
                List.of(trial),
                // ModelCard.Export: file, hash, bytes, largest difference of outputs, images compared
                trained(card(name, List.of(), Optional.of(new ModelCard.Export(name, name, 1, 0, 1)), List.of())),
                new SearchHistory(
                        List.of(new HypervolumeCurve(name, List.of(new HypervolumeCurve.Step(1, 0.5)))),
                        name,
                        List.of(),
                        Optional.empty()),
                new ChoiceSummary(
                        List.of(name),
                        // ChoiceEffect: gene, choice, reference, cost, relative cost, gain
                        List.of(new ChoiceEffect(name, name, name, 1, 1, Optional.empty())),
                        Optional.empty()));
    }

    private static RunSummary summary(String name) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("seed", "1");
        provenance.put("sartor", "0.1.0, commit b412fb2");
        provenance.put("machine", "Intel Xeon, 2 cores, AVX-512; Linux 6.1; Temurin 25+36");
        provenance.put("space hash", "sha256:5f2c9d3ab7c1f0d9");
        return new RunSummary(
                name,
                "2026-11-22 14:08 UTC",
                "./sartor search --space small-28 --data fashion-mnist --table latency-tables/cpu-1t.csv --limit"
                        + " 'latency<=0.9ms' --limit 'params<=400k' --trials 180 --seed 1 --out results/" + name,
                "small-28",
                new BigInteger("3056410000000"),
                "Fashion-MNIST, 28×28 grey, 10 classes",
                "3 epochs of training on 20,000 images each",
                EvaluationMetric.ACCURACY,
                180,
                List.of("accuracy", "latency"),
                Optional.empty(),
                provenance);
    }

    private static TableSummary table() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("device", "cpu, threads=1, fp32, batch 1");
        facts.put("runtime", "ONNX Runtime 1.29.0, CPUExecutionProvider");
        facts.put("measured", "2026-11-22 13:51 UTC, 16 rounds, 112 units");
        var random = new SplittableRandom(5);
        List<MeasuredNetwork> pairs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double predicted = 0.1 + 0.7 * random.nextDouble();
            pairs.add(new MeasuredNetwork("network " + i, predicted * (1 + 0.03 * random.nextGaussian()), predicted));
        }
        return new TableSummary(
                TABLE,
                facts,
                // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
                Optional.of(new Agreement(40, 0.0214, 0.0263, 0.925, 1, 0.968, 0.004)),
                Optional.of(new Agreement(40, 0.0152, 0.0191, 0.975, 1, 0.979, -0.001)),
                pairs);
    }

    private static ModelCard cardOf(TrialPoint trial) {
        List<EpochResult> epochs = IntStream.rangeClosed(1, 20)
                .mapToObj(e -> new EpochResult(
                        e,
                        new ClassificationMetrics(0.12 + 0.9 * Math.exp(-e / 4.0), 0.95),
                        Optional.of(new ClassificationMetrics(
                                0.25, 0.934 - 0.12 * Math.exp(-e / 3.5) + 0.004 * Math.sin(e * 2.1)))))
                .toList();
        double ms = trial.latencyMs().get(TABLE);
        return card(
                trial.id(),
                epochs,
                Optional.of(new ModelCard.Export(trial.id() + ".onnx", "9f8e7d6c5b4a", 612_345, 3.1e-6, 256)),
                List.of(new ModelCard.Measurement(
                        // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
                        TABLE, "cpu, threads=1", new MeasuredLatency(ms * 1.013, ms * 0.995, ms * 1.04, 200, 1))));
    }

    /** The trained trial only. */
    public static List<DeliveredTrial> trained(ModelCard card) {
        return trained(card, Optional.empty());
    }

    /** The trained trial only, with its export in 8-bit integers. */
    public static List<DeliveredTrial> trained(ModelCard card, Optional<QuantisedCard> int8) {
        // DeliveredTrial: id, score, timings, within the limits, accuracy as a finalist, card, 8-bit card
        return List.of(new DeliveredTrial(
                card.name(),
                OptionalDouble.of(0.9),
                List.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(card),
                int8));
    }

    /** A finished run without a trained network; its best accuracy is 92.5 %, measured on these images. */
    public static ReportModel withoutTraining(Optional<EvaluationSet> images) {
        ReportModel finished = finished(180);
        RunSummary run = finished.summary();
        return new ReportModel(
                new RunSummary(
                        run.name(),
                        run.date(),
                        run.command(),
                        run.space(),
                        run.architectures(),
                        run.data(),
                        run.accuracySource(),
                        run.metric(),
                        run.budget(),
                        run.objectives(),
                        images,
                        run.details()),
                finished.tables(),
                finished.limits(),
                finished.trials(),
                List.of(),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    /** A delivered trial with 92.81 % test accuracy. */
    public static ModelCard card(
            String trial,
            List<EpochResult> epochs,
            Optional<ModelCard.Export> export,
            List<ModelCard.Measurement> measured) {
        return new ModelCard(
                trial,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                // TrainingData: name, hash, classes, normalisation, split, largest class
                new TrainingData(
                        "fashion-mnist",
                        "sha256:00ff",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Recipe.standard(20),
                1,
                epochs,
                0.93,
                0.9281,
                export,
                measured,
                Optional.empty());
    }

    /** A delivered trial with this validation accuracy. */
    public static ModelCard card(String trial, double validation) {
        ModelCard plain = card(trial, List.of(), Optional.empty(), List.of());
        return new ModelCard(
                plain.name(),
                plain.blocks(),
                plain.architecture(),
                plain.weights(),
                plain.data(),
                plain.sharedWeightsRun(),
                plain.teacher(),
                plain.recipe(),
                plain.seed(),
                plain.history(),
                validation,
                plain.testAccuracy(),
                plain.export(),
                plain.measured(),
                Optional.empty());
    }

    /** A delivered trial with 92.81 % test accuracy on some images, of which a share belongs to one class. */
    public static ModelCard card(String trial, int testImages, double largestShare) {
        ModelCard plain = card(trial, List.of(), Optional.empty(), List.of());
        return new ModelCard(
                plain.name(),
                plain.blocks(),
                plain.architecture(),
                plain.weights(),
                new TrainingData(
                        "animals",
                        "sha256:00ff",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new TrainingData.Split(1, 8 * testImages, testImages, testImages)),
                        Optional.of(new TrainingData.LargestClass("dog", largestShare))),
                plain.sharedWeightsRun(),
                plain.teacher(),
                plain.recipe(),
                plain.seed(),
                plain.history(),
                plain.validationAccuracy(),
                plain.testAccuracy(),
                plain.export(),
                plain.measured(),
                Optional.empty());
    }

    private static ChoiceSummary choices() {
        return new ChoiceSummary(
                List.of("fused 3x3 with t=4 costs 1.9x separable 3x3 at 28x28x32, 0.80x at 28x28x8; below 16 channels"
                        + " it is cheaper"),
                List.of(
                        new ChoiceEffect(
                                // PredictedScore: mean, standard deviation
                                "stages[0].depth", "2", "1", 0.05, 0.12, Optional.of(new PredictedScore(0.08, 0.02))),
                        new ChoiceEffect(
                                "stages[1].block",
                                "ir_k5",
                                "ir_k3",
                                -0.01,
                                -0.02,
                                Optional.of(new PredictedScore(-0.01, 0.02)))),
                // PredictorQuality: networks, root mean square error, Kendall tau
                Optional.of(new PredictorQuality(96, 0.012, 0.61)));
    }

    private static SearchHistory history(int trials) {
        List<HypervolumeCurve.Step> own = new ArrayList<>();
        List<HypervolumeCurve.Step> random = new ArrayList<>();
        for (int n = 1; n <= trials; n += Math.max(1, trials / 40)) {
            own.add(new HypervolumeCurve.Step(n, 0.71 - 0.4 * Math.exp(-n * 3.5 / trials)));
            random.add(new HypervolumeCurve.Step(n, 0.66 - 0.4 * Math.exp(-n * 2.5 / trials)));
        }
        List<GenerationStatistics> generations = IntStream.rangeClosed(0, trials / GENERATION)
                .mapToObj(
                        g -> new GenerationStatistics(g, GENERATION, GENERATION - g % 2, GENERATION - g, 0.5 / (1 + g)))
                .toList();
        return new SearchHistory(
                List.of(
                        new HypervolumeCurve("genetic search", own),
                        new HypervolumeCurve("random sampling, same budget", random)),
                "The baseline at equal budget.",
                generations,
                // ForecastQuality: trials, root mean square error, Kendall tau, coverage
                Optional.of(new ForecastQuality(80, 0.0042, 0.625, 0.95)));
    }

    private static List<TrialPoint> points(int count, boolean withLatency, double limitMs) {
        var random = new SplittableRandom(7);
        List<TrialPoint> points = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            points.add(point(i, random.split(), withLatency, limitMs, Math.min(1, (double) i / count + 0.3)));
        }
        return points.stream().map(p -> onFront(p, points)).toList();
    }

    /** A random trial; the higher the skill, from 0.3 to 1, the less accuracy is lost by chance. */
    private static TrialPoint point(
            int number, SplittableRandom random, boolean withLatency, double limitMs, double skill) {
        Network network = network("t" + (number + 1), random);
        List<Double> segmentMs =
                network.segments().stream().map(s -> segmentMs(network, s)).toList();
        double ms = segmentMs.stream().mapToDouble(Double::doubleValue).sum();
        double accuracy = 0.93
                - 0.17 * Math.exp(-Math.log(1 + network.macs() / 4e5))
                - 0.05 * random.nextDouble() * (1.3 - skill);
        boolean feasible = !withLatency || ms <= limitMs && network.params() <= 4e5;
        // the search evaluates only trials within the limits, except for a few at its start
        OptionalDouble score = feasible || number % 5 == 0 ? OptionalDouble.of(accuracy) : OptionalDouble.empty();
        return new TrialPoint(
                network.name(),
                number / GENERATION,
                score,
                new TreeMap<>(withLatency ? Map.of(TABLE, ms) : Map.of()),
                withLatency ? segmentMs : List.of(),
                network.macs(),
                network.params(),
                PeakMemory.bytes(network, 1, Precision.FP32),
                network.weightBytes(Precision.FP32),
                feasible,
                false,
                network);
    }

    private static double segmentMs(Network network, Segment segment) {
        return SymbolSheet.macs(network, segment) / 2.2e7 + segment.output().size() / 2e6 + 0.002;
    }

    private static TrialPoint onFront(TrialPoint p, List<TrialPoint> all) {
        boolean beaten = all.stream()
                .anyMatch(q -> q.feasible() && q.score().orElse(0) >= p.score().orElse(0) && cost(q) < cost(p));
        return new TrialPoint(
                p.id(),
                p.generation(),
                p.score(),
                p.latencyMs(),
                p.segmentMs(),
                p.macs(),
                p.params(),
                p.peakActivationBytes(),
                p.weightBytes(),
                p.feasible(),
                p.feasible() && !beaten,
                p.network());
    }

    private static double cost(TrialPoint trial) {
        return trial.latencyMs().getOrDefault(TABLE, (double) trial.macs());
    }

    private static Network network(String name, SplittableRandom random) {
        List<String> blocks = new ArrayList<>();
        int[] widths = {16, 24, 40, 64};
        for (int stage = 0; stage < widths.length; stage++) {
            int channels = widths[stage] + 8 * random.nextInt(3);
            int depth = 1 + random.nextInt(3);
            for (int i = 0; i < depth; i++) {
                blocks.add(block(random, i == 0 && stage > 0 && stage < 3 ? 2 : 1, channels));
            }
        }
        return SampleNetworks.network(
                name,
                new Shape(1, 28, 28),
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 1, 16, Activation.RELU),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(128, 0, 10, Activation.RELU, 0.1),
                blocks.toArray(String[]::new));
    }

    private static String block(SplittableRandom random, int stride, int channels) {
        String kernel = "_r1_k" + (3 + 2 * random.nextInt(2)) + "_s" + stride;
        String se = random.nextInt(3) == 0 ? "_se0.25" : "";
        String expansion = "_e" + (2 + random.nextInt(4));
        return switch (random.nextInt(5)) {
            case 0 -> "ds" + kernel + "_c" + channels + se + "_nre";
            case 1 -> "er_r1_k3_s" + stride + expansion + "_c" + channels + se + "_nre";
            default -> "ir" + kernel + expansion + "_c" + channels + se + "_nre";
        };
    }
}
