package dev.sartor.latency.prediction;

import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.SampleTables;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures, by JMH, predictions of latency per second for networks of a space of up to 21 blocks: from genomes, through the graph of the
 * space's units, and from networks that are lowered to layers first. It has no arguments. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(2)
public class SpaceLatencyPredictorBenchmark {
    private static final int GENOMES = 4096;

    /** Runs both measurements through JMH. */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SpaceLatencyPredictorBenchmark.class.getName())
                        .build())
                .run();
    }

    /** The state shared by the threads: the space and a table. */
    @State(Scope.Benchmark)
    public static class Shared {
        private final SearchSpace space = SpaceFile.find("mobilenet-v2-like");
        private final LatencyTable table = SampleTables.random(space, 1);
        private final LatencyPredictor predictor = new LatencyPredictor(table);
        private final SpaceLatencyPredictor ofUnits = new SpaceLatencyPredictor(space, predictor);
    }

    /** Random networks of one thread. */
    @State(Scope.Thread)
    public static class Networks {
        private List<Genome> genomes;
        private int[] units;

        @Setup
        public void draw(Shared shared) {
            units = new int[shared.space.unitGraph().maxLength()];
            var random = new SplittableRandom(1);
            genomes = Stream.generate(() -> shared.space.sample(random))
                    .limit(GENOMES)
                    .toList();
        }
    }

    /** Predictions from genomes, as a search makes them. */
    @Benchmark
    @OperationsPerInvocation(GENOMES)
    public double fromGenomes(Shared shared, Networks networks) {
        double sum = 0;
        for (Genome genome : networks.genomes) {
            sum += shared.ofUnits.ms(networks.units, shared.space.unitGraph().unitsOf(genome, networks.units));
        }
        return sum;
    }

    /** A prediction from a lowered network. */
    @Benchmark
    public double fromLoweredNetworks(Shared shared, Networks networks) {
        return shared.predictor
                .predict(Lowering.lower(shared.space.decode(networks.genomes.getFirst())))
                .totalMs();
    }
}
