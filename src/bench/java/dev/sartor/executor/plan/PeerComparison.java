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
 * Times the executor against PyTorch and ONNX Runtime in alternation, and prints a table in Markdown: medians over all
 * repeats, their ratio, and the range of the ratio over rounds. Run its main with {@code python rounds [workload …]}, where a
 * workload may also be {@code gradients} or {@code memory}; see {@code src/bench/README.md}.
 */
final class PeerComparison {
    /** The duration of a visit to one engine: long enough for caches and clock rate to adapt to it. */
    private static final double VISIT_MS = 400;

    private static final int MIN_REPEATS = 3;

    private final Peer sartor = new Peer.Sartor();
    private final Peer runtime = new Peer.OnnxRuntime();
    private final Peer.Torch torch;
    private final int rounds;

    /** One comparison; the goal is the minimum ratio of the peer's time to the executor's. */
    private record Line(String work, int threads, boolean torch, double goal) {
        String peer() {
            return torch ? "PyTorch" : "ONNX Runtime";
        }
    }

    private static final List<Line> LINES = List.of(
            new Line("train:refnet", 2, true, 2.2),
            new Line("train:refnet", 1, true, 2.0),
            new Line("train:A", 2, true, 2.2),
            new Line("train:B", 2, true, 2.2),
            new Line("train:C", 2, true, 1.9),
            new Line("train:A5", 2, true, 2.2),
            new Line("train:B5", 2, true, 2.2),
            new Line("train:C5", 2, true, 1.9),
            new Line("train:fused", 2, true, 1.3),
            new Line("infer:refnet", 2, true, 1.4),
            new Line("infer:refnet", 1, true, 1.4),
            new Line("infer:refnet@1", 2, false, 0.7),
            new Line("infer:refnet@1", 1, false, 0.7));

    private PeerComparison(String python, int rounds) {
        torch = new Peer.Torch(python);
        this.rounds = rounds;
    }

    public static void main(String[] args) throws Exception {
        Locale.setDefault(Locale.ROOT);
        var comparison = new PeerComparison(args[0], Integer.parseInt(args[1]));
        List<String> words = List.of(args).subList(2, args.length);
        comparison.run(LINES.stream()
                .filter(l -> words.isEmpty() || words.contains(l.work()))
                .toList());
        if (words.isEmpty() || words.contains("gradients")) {
            comparison.compareGradients();
        }
        if (words.isEmpty() || words.contains("memory")) {
            compareMemory(args[0]);
        }
        comparison.close();
    }

    private void run(List<Line> lines) {
        System.out.printf(
                "%s, %s; Sartor %s (%s), Java %s; PyTorch %s; %d rounds, engines in alternation.%n%n",
                LocalDate.now(),
                Machine.current().cpu(),
                Release.version(),
                Release.commit(),
                Runtime.version(),
                torch.version(),
                rounds);
        System.out.println("| work | threads | peer | peer ms | Sartor ms | ratio | over rounds | goal |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        lines.forEach(l -> System.out.println(compare(l)));
    }

    private void compareGradients() throws IOException {
        System.out.println("\n"
                + "| gradients of RefNet against double precision | executor | PyTorch, single | goal |\n"
                + "|---|---|---|---|");
        System.out.println(PeerParity.row(torch, false));
        System.out.println(PeerParity.row(torch, true));
    }

    private static void compareMemory(String python) throws IOException, InterruptedException {
        System.out.println("\n| peak resident set, MB | PyTorch | Sartor | ratio | goal |\n|---|---|---|---|---|");
        System.out.println(PeerMemory.row(python));
    }

    private String compare(Line line) {
        Workload work = Workload.parse(line.work());
        Peer peer = line.torch() ? torch : runtime;
        int theirRepeats = warmUp(peer, work, line.threads());
        int ourRepeats = warmUp(sartor, work, line.threads());
        List<double[]> theirs = new ArrayList<>();
        List<double[]> ours = new ArrayList<>();
        for (int r = 0; r < rounds; r++) {
            theirs.add(visit(peer, work, line.threads(), theirRepeats));
            ours.add(visit(sartor, work, line.threads(), ourRepeats));
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, r -> median(theirs.get(r)) / median(ours.get(r)));
        double their = median(all(theirs));
        double our = median(all(ours));
        return "| %s | %d | %s | %.3f | %.3f | **%.2f** | %.2f-%.2f | %.1f |"
                .formatted(
                        line.work(),
                        line.threads(),
                        line.peer(),
                        their,
                        our,
                        their / our,
                        Arrays.stream(ratios).min().orElseThrow(),
                        Arrays.stream(ratios).max().orElseThrow(),
                        line.goal());
    }

    /** Runs a workload for four seconds; returns the number of repeats of a visit. */
    private static int warmUp(Peer peer, Workload work, int threads) {
        double shortest = Double.MAX_VALUE;
        for (long end = System.nanoTime() + 4_000_000_000L; System.nanoTime() < end; ) {
            shortest = Math.min(shortest, median(peer.timesMs(work, threads, MIN_REPEATS)));
        }
        return Math.max(MIN_REPEATS, (int) (VISIT_MS / shortest));
    }

    /** One visit, without its first repeat, which runs with cold caches. */
    private static double[] visit(Peer peer, Workload work, int threads, int repeats) {
        return Arrays.stream(peer.timesMs(work, threads, repeats + 1)).skip(1).toArray();
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
        runtime.close();
        torch.close();
    }
}
