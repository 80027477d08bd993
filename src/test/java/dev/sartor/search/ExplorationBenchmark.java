package dev.sartor.search;

import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import dev.sartor.space.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Candidates a second through the whole genetic loop, of a space of 21 blocks under limits on latency, MACs, parameters and
 * memory, each held by seven of ten networks; the accuracy is a sum that costs nothing. {@code ExplorationBenchmark
 * [THREADS [LARGEST]]}
 */
public final class ExplorationBenchmark {
    private static final double HELD_BY = 0.7;

    private ExplorationBenchmark() {
    }

    public static void main(String[] args) throws InterruptedException {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        long largest = args.length > 1 ? Long.parseLong(args[1]) : 10_000_000;
        SearchSpace space = SpaceFile.named("mobilenet-v2-like");
        var exploration = new Exploration(limited(space), ExplorationBenchmark::choices);
        exploration.explore(500_000, 1, threads);
        System.out.printf("%s, %d threads%n%12s %14s %14s %10s %8s%n", space.name(), threads, "candidates", "a second", "us each",
                "front", "MiB");
        for (long candidates = 10_000; candidates <= largest; candidates *= 10) {
            long start = System.nanoTime();
            Exploration.Result result = exploration.explore(candidates, 2, threads);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            System.out.printf(Locale.ROOT, "%12d %14.0f %14.3f %10d %8d%n", result.candidates(), result.candidates() / seconds,
                    seconds * 1e6 / result.candidates(), result.front().size(), used >> 20);
        }
    }

    private static void choices(List<Genome> genomes, double[] into) {
        for (int i = 0; i < into.length; i++) {
            Genome genome = genomes.get(i);
            int sum = 0;
            for (int g = 0; g < genome.length(); g++) {
                sum += genome.at(g);
            }
            into[i] = sum / 256.0;
        }
    }

    private static Problem limited(SearchSpace space) {
        var model = new CostModel(space, new TreeMap<>(Map.of("random", new RandomLatency(space))));
        var random = new SplittableRandom(1);
        List<Costs> sample = Stream.generate(() -> model.of(space.sample(random))).limit(2000).toList();
        List<Limit> limits = new ArrayList<>();
        for (String name : Cost.NAMES) {
            Cost cost = Cost.parse(name);
            limits.add(new Limit(cost, sample.stream().map(cost::of).sorted(Comparator.naturalOrder())
                    .skip((long) (HELD_BY * sample.size())).findFirst().orElseThrow()));
        }
        return new Problem(space, model, Problem.defaultObjectives(true), limits);
    }

    /** A table of random unit costs. */
    private static final class RandomLatency implements TableLatency {
        private final double[] ms;
        private final Map<String, Integer> index = new TreeMap<>();

        RandomLatency(SearchSpace space) {
            ms = new SplittableRandom(1).doubles(space.unitGraph().units().size()).toArray();
            space.unitGraph().units().forEach(u -> index.put(u.key(), index.size()));
        }

        @Override
        public double ms(int[] units, int length) {
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += ms[units[i]];
            }
            return sum;
        }

        @Override
        public double unitMs(Unit unit) {
            return ms[index.get(unit.key())];
        }

        @Override
        public double offsetMs() {
            return 0;
        }

        @Override
        public double margin(double confidence) {
            return 1;
        }
    }
}
