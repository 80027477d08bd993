package dev.sartor.delivery.baseline;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.LatencyPrediction;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.search.problem.AmountUnit;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.file.ArchitectureFile;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Chooses baselines within limits by their predicted costs. The latencies of stems, blocks and heads that a table lacks are
 * estimated from others.
 */
final class BaselinePlanner {
    static final String SCALED = "mobilenet-v2";
    static final String LARGEST = "largest";
    private static final String RANDOM = "random-";
    /** Number of widths on either side of the widest one within the limits that are measured too. */
    private static final int NEIGHBOURS = 3;
    /** Number of random networks of which the largest is taken where the largest of the space cannot be computed. */
    private static final int DRAWS = 1000;

    private static final int DIGITS_IN_MESSAGES = 4;
    private static final MathContext READABLE = new MathContext(DIGITS_IN_MESSAGES, RoundingMode.CEILING);

    private final SearchProblem problem;
    private final List<LatencyPredictor> predictors;
    private final Task task;
    private final Shape input;
    private final long seed;

    /**
     * @param problem the search problem, with the limits that the baselines must be within
     * @param task    the task that the baselines are trained for
     * @param input   the shape of the winner's input
     * @param seed    seed of the random networks
     */
    BaselinePlanner(SearchProblem problem, List<LatencyTable> tables, Task task, Shape input, long seed) {
        this.problem = problem;
        this.predictors = tables.stream()
                .map(t -> new LatencyPredictor(t, MissingUnitPolicy.INTERPOLATE))
                .toList();
        this.task = task;
        this.input = input;
        this.seed = seed;
    }

    /**
     * The problem with a limit on latency, or on MACs if there are no tables. If the run has no such limit, the winner's own cost
     * is the limit.
     */
    static SearchProblem withLimit(SearchProblem problem, Costs winner) {
        boolean hasTables = !problem.costModel().tables().isEmpty();
        Cost limitedCost = hasTables ? new Cost.Latency(Optional.empty()) : new Cost.Macs();
        boolean isLimited = problem.limits().stream()
                .anyMatch(l -> hasTables ? l.cost() instanceof Cost.Latency : l.cost() instanceof Cost.Macs);
        return isLimited
                ? problem
                : new SearchProblem(
                        problem.space(),
                        problem.costModel(),
                        problem.objectives(),
                        Stream.concat(
                                        problem.limits().stream(),
                                        Stream.of(new Limit(limitedCost, limitedCost.of(winner))))
                                .toList());
    }

    /**
     * Networks of MobileNetV2 around the widest one within the limits, from the narrowest to the widest. All have the largest
     * resolution at which some width is within the limits.
     *
     * @throws UserError if no width and resolution is within the limits
     */
    List<Baseline> scaledMobileNets() {
        List<ScaledMobileNet> narrowest = new ArrayList<>();
        for (Shape shape : ScaledMobileNet.resolutions(input)) {
            List<ScaledMobileNet> widths = ScaledMobileNet.widths(shape, task);
            int widest = ScaledMobileNet.widestWithinLimits(widths, n -> violation(costs(n.architecture())));
            if (widest >= 0) {
                return widths
                        .subList(Math.max(0, widest - NEIGHBOURS), Math.min(widths.size(), widest + NEIGHBOURS + 1))
                        .stream()
                        .map(n -> baseline(SCALED, Baseline.Kind.SCALED, n.description(), n.architecture()))
                        .toList();
            }
            narrowest.add(widths.getFirst());
        }
        throw noneWithinLimits(narrowest.getLast());
    }

    private UserError noneWithinLimits(ScaledMobileNet smallest) {
        Costs costs = costs(smallest.architecture());
        return new UserError(
                "no width and resolution of MobileNetV2 is within the limits: " + smallest.description() + " has "
                        + problem.limits().stream()
                                .map(Limit::cost)
                                .distinct()
                                .map(c -> c.text() + " " + readable(c, costs))
                                .collect(Collectors.joining(", ")),
                "limits " + problem.limits().stream().map(Limit::text).collect(Collectors.joining(", ")),
                "compare with the other baselines: --baselines largest,random=8",
                UserError.ExitCode.NOTHING_FEASIBLE);
    }

    private static String readable(Cost cost, Costs costs) {
        return AmountUnit.format(new BigDecimal(cost.of(costs)).round(READABLE).doubleValue(), cost.dimension());
    }

    /** Whether a baseline is within the limits by its predicted costs. */
    boolean allows(Baseline network) {
        return violation(network.costs()) <= 0;
    }

    /** The amount by which costs exceed the limits; at most 0 if they are within all of them. */
    private double violation(Costs costs) {
        return problem.limits().stream().mapToDouble(l -> l.violation(costs)).sum();
    }

    /** The network of the space with the most MACs within the limits: by exact bounds, or the largest of many random ones. */
    Baseline largest() {
        Candidate largest = Optional.of(problem.costModel())
                .filter(m -> m.hasExactBounds())
                .flatMap(m -> m.within(problem.limits()).maximum(new Cost.Macs()))
                .map(Bound::genome)
                .map(problem::candidate)
                .filter(Candidate::feasible)
                .orElseGet(this::largestOfRandom);
        return baseline(
                LARGEST,
                Baseline.Kind.LARGEST,
                "largest of the space " + problem.space().name(),
                largest);
    }

    private Candidate largestOfRandom() {
        return draws(DRAWS).stream()
                .max(Comparator.comparingLong(c -> c.costs().macs()))
                .orElseThrow();
    }

    static String randomName(int number) {
        return RANDOM + number;
    }

    /** Random networks of the space within the limits; fewer than {@code count} if there are no more. */
    List<Baseline> random(int count) {
        List<Candidate> drawn = draws(count);
        List<Baseline> networks = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            networks.add(baseline(randomName(i + 1), Baseline.Kind.RANDOM, "random network " + (i + 1), drawn.get(i)));
        }
        return networks;
    }

    private List<Candidate> draws(int count) {
        var sampler = new FeasibleSampler(problem, new SplittableRandom(seed));
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Candidate> next = sampler.draw();
            if (next.isEmpty()) {
                break;
            }
            drawn.add(next.get());
        }
        return drawn;
    }

    private Baseline baseline(String name, Baseline.Kind kind, String description, Candidate candidate) {
        return baseline(name, kind, description, problem.space().decode(candidate.genome()));
    }

    private Baseline baseline(String name, Baseline.Kind kind, String description, Architecture architecture) {
        Network network = Lowering.lower(architecture);
        SortedMap<String, Double> shares = new TreeMap<>();
        predictors.forEach(p -> shares.put(p.table().name(), p.predict(network).measuredShare()));
        return new Baseline(
                name,
                kind,
                description,
                ArchitectureFile.format(architecture.withName(name)),
                costs(network),
                shares,
                new TreeMap<>());
    }

    private Costs costs(Architecture architecture) {
        return costs(Lowering.lower(architecture));
    }

    private Costs costs(Network network) {
        SortedMap<String, Double> latencies = new TreeMap<>();
        for (LatencyPredictor predictor : predictors) {
            LatencyPrediction prediction = predictor.predict(network);
            latencies.put(predictor.table().name(), prediction.totalMs());
        }
        Precision precision = problem.costModel().precision();
        return new Costs(
                network.macs(),
                network.params(),
                problem.costModel().memory(network),
                network.weightBytes(precision),
                latencies);
    }
}
