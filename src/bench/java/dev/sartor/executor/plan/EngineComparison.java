package dev.sartor.executor.plan;

import dev.sartor.base.Release;
import dev.sartor.device.machine.Machine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Compares the times of the executor with those of PyTorch and ONNX Runtime, which run in alternation. Prints a table in Markdown:
 * medians over all repeats, their ratio, and the range of the ratio over rounds.
 *
 * <p>Arguments: {@code PYTHON ROUNDS [WORKLOAD…]}. PYTHON is the Python interpreter that has PyTorch. Each WORKLOAD is one of {@link
 * #ROWS}, {@code gradients} ({@link EngineGradients}) or {@code memory} ({@link EngineMemory}); without them, all are run. In each of
 * ROUNDS rounds, every engine repeats the workload for 0.4 seconds.
 */
final class EngineComparison {
    /** The duration of a visit to one engine: long enough for caches and clock rate to adapt to it. */
    private static final double VISIT_MS = 400;

    private static final int MIN_REPEATS = 3;
    private static final long WARM_UP_NANOS = 4_000_000_000L;

    private final Engine sartor = new Engine.Sartor();
    private final Engine onnxRuntime = new Engine.OnnxRuntime();
    private final Engine.PyTorch pytorch;
    private final int rounds;

    /** An engine that the executor is compared with. */
    private enum OtherEngine {
        PYTORCH("PyTorch"),
        ONNX_RUNTIME("ONNX Runtime");

        private final String text;

        OtherEngine(String text) {
            this.text = text;
        }
    }

    /** One row of the table; the goal is the minimum ratio of the other engine's time to the executor's. */
    private record Row(String work, int threads, OtherEngine other, double goal) {}

    private static final List<Row> ROWS = List.of(
            new Row("train:refnet", 2, OtherEngine.PYTORCH, 2.2),
            new Row("train:refnet", 1, OtherEngine.PYTORCH, 2.0),
            new Row("train:A", 2, OtherEngine.PYTORCH, 2.2),
            new Row("train:B", 2, OtherEngine.PYTORCH, 2.2),
            new Row("train:C", 2, OtherEngine.PYTORCH, 1.9),
            new Row("train:A5", 2, OtherEngine.PYTORCH, 2.2),
            new Row("train:B5", 2, OtherEngine.PYTORCH, 2.2),
            new Row("train:C5", 2, OtherEngine.PYTORCH, 1.9),
            new Row("train:fused", 2, OtherEngine.PYTORCH, 1.3),
            new Row("infer:refnet", 2, OtherEngine.PYTORCH, 1.4),
            new Row("infer:refnet", 1, OtherEngine.PYTORCH, 1.4),
            new Row("infer:refnet@1", 2, OtherEngine.ONNX_RUNTIME, 0.7),
            new Row("infer:refnet@1", 1, OtherEngine.ONNX_RUNTIME, 0.7));

    private EngineComparison(String python, int rounds) {
        pytorch = new Engine.PyTorch(python);
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var comparison = new EngineComparison(args[0], Integer.parseInt(args[1]));
        List<String> selected = List.of(args).subList(2, args.length);
        comparison.run(ROWS.stream()
                .filter(r -> selected.isEmpty() || selected.contains(r.work()))
                .toList());
        if (selected.isEmpty() || selected.contains("gradients")) {
            comparison.compareGradients();
        }
        if (selected.isEmpty() || selected.contains("memory")) {
            compareMemory(args[0]);
        }
        comparison.close();
    }

    private void run(List<Row> rows) {
        System.out.printf(
                "%s, %s; Sartor %s (%s), Java %s; PyTorch %s; %d rounds, engines in alternation.%n%n",
                LocalDate.now(),
                Machine.current().cpu(),
                Release.version(),
                Release.commit(),
                Runtime.version(),
                pytorch.version(),
                rounds);
        System.out.println(
                "| work | threads | other engine | its time, ms | Sartor's time, ms | ratio | range | goal for the"
                        + " ratio |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        rows.forEach(r -> System.out.println(compare(r)));
    }

    private void compareGradients() throws IOException {
        System.out.println("\n"
                + "| weights | error of the executor | error of PyTorch | goal for the executor |\n"
                + "|---|---|---|---|");
        System.out.println(EngineGradients.rowWithoutKinks(pytorch));
        System.out.println(EngineGradients.rowOfRandomWeights(pytorch));
    }

    private static void compareMemory(String python) throws IOException, InterruptedException {
        System.out.println("\n| work | PyTorch, MB | Sartor, MB | ratio | goal for the ratio |\n|---|---|---|---|---|");
        System.out.println(EngineMemory.row(python));
    }

    private String compare(Row row) {
        Workload work = Workload.parse(row.work());
        Engine other = switch (row.other()) {
            case PYTORCH -> pytorch;
            case ONNX_RUNTIME -> onnxRuntime;
        };
        int otherRepeats = warmUp(other, work, row.threads());
        int sartorRepeats = warmUp(sartor, work, row.threads());
        List<double[]> otherVisits = new ArrayList<>();
        List<double[]> sartorVisits = new ArrayList<>();
        for (int r = 0; r < rounds; r++) {
            otherVisits.add(visit(other, work, row.threads(), otherRepeats));
            sartorVisits.add(visit(sartor, work, row.threads(), sartorRepeats));
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, r -> median(otherVisits.get(r)) / median(sartorVisits.get(r)));
        double otherMs = median(all(otherVisits));
        double sartorMs = median(all(sartorVisits));
        return "| %s | %d | %s | %.3f | %.3f | **%.2f** | %.2f-%.2f | %.1f |"
                .formatted(
                        row.work(),
                        row.threads(),
                        row.other().text,
                        otherMs,
                        sartorMs,
                        otherMs / sartorMs,
                        Arrays.stream(ratios).min().orElseThrow(),
                        Arrays.stream(ratios).max().orElseThrow(),
                        row.goal());
    }

    /** Runs a workload for {@link #WARM_UP_NANOS}; returns the number of repeats that take {@link #VISIT_MS}. */
    private static int warmUp(Engine engine, Workload work, int threads) {
        double shortest = Double.MAX_VALUE;
        for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() < end; ) {
            shortest = Math.min(shortest, median(engine.timesMs(work, threads, MIN_REPEATS)));
        }
        return Math.max(MIN_REPEATS, (int) (VISIT_MS / shortest));
    }

    /** The milliseconds of each repeat of one visit, without the first repeat, which runs with cold caches. */
    private static double[] visit(Engine engine, Workload work, int threads, int repeats) {
        return Arrays.stream(engine.timesMs(work, threads, repeats + 1)).skip(1).toArray();
    }

    private static double[] all(List<double[]> visits) {
        return visits.stream().flatMapToDouble(DoubleStream::of).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void close() {
        sartor.close();
        onnxRuntime.close();
        pytorch.close();
    }
}
