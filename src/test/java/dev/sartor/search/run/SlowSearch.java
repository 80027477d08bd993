package dev.sartor.search.run;

import dev.sartor.Cancellation;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.search.ToyProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that starts or resumes a run and takes some milliseconds for each accuracy, so that it can be killed on the way. */
final class SlowSearch {
    private SlowSearch() {}

    static ProcessBuilder builder(Path run, String... launcher) {
        List<String> command = new ArrayList<>(List.of(launcher));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SlowSearch.class.getName(),
                run.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    public static void main(String[] args) {
        Path run = Path.of(args[0]);
        int workers = 2;
        try (RunSession session = Files.exists(run.resolve("config.yaml"))
                ? RunSession.resume(run, CommandConsent.refused())
                : RunSessionTest.create(run)) {
            RunSessionTest.search(
                    session,
                    ToyProblem.source(a -> {
                        Thread.sleep(5);
                        return ToyProblem.ACCURACY.score(a, 1);
                    }),
                    workers,
                    Cancellation.NEVER);
            // waits to be killed
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
