package dev.sartor.search.run;

import dev.sartor.base.process.CommandConsent;
import dev.sartor.search.ToyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Kills searches at random moments after the start of the process and resumes each until it is complete:
 * {@code KillBenchmark [KILLS]}. Every completed run must be the uninterrupted one, byte for byte.
 */
public final class KillBenchmark {
    private static final int LONGEST_MS = 1500;

    private KillBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        Path temp = Files.createTempDirectory("kills");
        String whole = complete(temp.resolve("whole"));
        var random = new SplittableRandom(1);
        int runs = 0;
        int killed = 0;
        int lines = 0;
        while (killed < kills) {
            Path run = temp.resolve("run" + runs++);
            for (int k = 0; k < 5 && killed < kills; k++) {
                Process process = SlowSearch.builder(run).start();
                Thread.sleep(random.nextInt(LONGEST_MS));
                process.destroyForcibly();
                process.waitFor(10, TimeUnit.SECONDS);
                killed++;
                lines += Files.exists(run.resolve("trials.jsonl")) ? 1 : 0;
            }
            if (!complete(run).equals(whole)) {
                throw new IllegalStateException("run " + run + " differs after " + killed + " kills");
            }
        }
        System.out.printf(
                "%d kills of %d runs, %d of them with trials on the disk: all end with the same bytes%n",
                killed, runs, lines);
    }

    private static String complete(Path run) throws IOException {
        try (RunSession session = Files.exists(run.resolve("config.yaml"))
                ? RunSession.resume(run, CommandConsent.refused())
                : RunSessionTest.create(run)) {
            RunSessionTest.search(session, ToyProblem.ACCURACY, 2, () -> false);
        }
        return Files.readString(run.resolve("trials.jsonl"));
    }
}
