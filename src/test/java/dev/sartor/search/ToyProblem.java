package dev.sartor.search;

import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.network.Precision;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.ReferencePoint;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.sampling.SpaceEnumeration;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** A tiny space with a latency that can be computed by hand and accuracies from a formula. */
public final class ToyProblem {
    public static final Path SPACE_FILE = resource("tiny.yaml");

    /** A latency of 0.5 ms and a millionth of a millisecond for each MAC. */
    public static LatencyModel latency(SearchSpace space) {
        return latency(space, 0.5, u -> u.network().macs() / 1e6);
    }

    /** The same latencies, of networks in 8-bit integers. */
    public static LatencyModel inInt8(LatencyModel model) {
        return new LatencyModel() {
            @Override
            public double ms(int[] units, int length) {
                return model.ms(units, length);
            }

            @Override
            public double unitMs(Unit unit) {
                return model.unitMs(unit);
            }

            @Override
            public double offsetMs() {
                return model.offsetMs();
            }

            @Override
            public double marginFactor(double confidence) {
                return model.marginFactor(confidence);
            }

            @Override
            public Precision precision() {
                return Precision.INT8;
            }
        };
    }

    /** A latency that is an offset and a sum over units, in milliseconds. */
    public static LatencyModel latency(SearchSpace space, double offsetMs, ToDoubleFunction<Unit> unitMs) {
        double[] ms = space.unitGraph().units().stream().mapToDouble(unitMs).toArray();
        return new LatencyModel() {
            @Override
            public double ms(int[] units, int length) {
                return offsetMs
                        + IntStream.range(0, length)
                                .mapToDouble(i -> ms[units[i]])
                                .sum();
            }

            @Override
            public double unitMs(Unit unit) {
                return unitMs.applyAsDouble(unit);
            }

            @Override
            public double offsetMs() {
                return offsetMs;
            }

            /** 1.1 up to 95 %; higher probabilities are not supported. */
            @Override
            public double marginFactor(double confidence) {
                return confidence <= 0.95 ? 1.1 : Double.POSITIVE_INFINITY;
            }
        };
    }

    public static final Accuracy ACCURACY = new Accuracy();

    /**
     * Accuracy that grows with kernels and depth, plus a pseudo-random part of each architecture. It predicts the accuracies of seed 1.
     */
    public static final class Accuracy implements AccuracySource, ScorePredictor {
        private final SearchSpace space = space();

        @Override
        public double score(Architecture a, long seed) {
            double size = a.blockStrings().stream()
                    .mapToDouble(b -> b.contains("k5") ? 3 : b.contains("ir") ? 2 : 1)
                    .sum();
            int hash = Math.floorMod((a.blockStrings() + "" + a.input() + seed).hashCode(), 1000);
            return 0.5 + 0.03 * size + 0.0001 * hash;
        }

        @Override
        public void predict(List<Genome> genomes, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = score(space.decode(genomes.get(i)), 1);
            }
        }

        @Override
        public String description() {
            return "toy";
        }
    }

    private ToyProblem() {}

    public static SearchSpace space() {
        return SpaceFile.read(SPACE_FILE);
    }

    public static SearchProblem problem(SearchSpace space, List<String> objectives, String... limits) {
        return problem(space, latency(space), objectives, limits);
    }

    private static SearchProblem problem(
            SearchSpace space, LatencyModel table, List<String> objectives, String... limits) {
        SortedMap<String, LatencyModel> tables = new TreeMap<>(Map.of("toy", table));
        return new SearchProblem(
                space,
                new CostModel(space, tables),
                objectives.stream().map(Objective::parse).toList(),
                Arrays.stream(limits).map(Limit::parse).toList());
    }

    /** Accuracy against another latency, a sum over units. */
    public static SearchProblem problemOf(ToDoubleFunction<Unit> unitMs, String... limits) {
        SearchSpace space = space();
        return problem(space, latency(space, 0, unitMs), List.of("accuracy", "latency"), limits);
    }

    /** Accuracy against latency. */
    public static SearchProblem problem(String... limits) {
        return problem(space(), List.of("accuracy", "latency"), limits);
    }

    public static Search search(
            SearchProblem problem, AccuracySource accuracy, Budget budget, long seed, Journal journal) {
        return new Search(
                problem, accuracy, Algorithm.NSGA2, budget, seed, journal, SearchListener.NONE, System::nanoTime);
    }

    /** The front of all architectures. */
    public static Front bruteForce(SearchProblem problem) {
        Front front = new Front(problem.objectives(), ReferencePoint.of(problem));
        int[] id = {0};
        new SpaceEnumeration(problem.space()).genomes().map(problem::candidate).forEach(c -> {
            var architecture = problem.space().decode(c.genome());
            // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
            front.add(new Trial(
                    ++id[0],
                    0,
                    Trial.Origin.RANDOM,
                    problem.space().format(c.genome()),
                    architecture.blockStrings(),
                    c.costs(),
                    c.feasible(),
                    Optional.empty(),
                    OptionalDouble.of(ACCURACY.score(architecture, 1))));
        });
        return front;
    }

    /** Function that gives an accuracy, possibly after some time. */
    public interface ScoreFunction {
        double of(Architecture architecture) throws InterruptedException;
    }

    /** An accuracy source that calls a function. */
    public static AccuracySource source(ScoreFunction function) {
        return new AccuracySource() {
            @Override
            public double score(Architecture architecture, long seed) throws InterruptedException {
                return function.of(architecture);
            }

            @Override
            public String description() {
                return "test source";
            }
        };
    }

    public static Path resource(String name) {
        try {
            return Path.of(ToyProblem.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
