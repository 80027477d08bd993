package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeOptionsTest {
    private static final int TRIALS = 32;
    private static final Optional<PlannedTraining> PLANNED = Optional.of(
            // time, time for measurements, finalists, their training, epochs and batch size of the winner's training
            new PlannedTraining(Duration.ofHours(1), Duration.ofMinutes(1), 1, Optional.empty(), 10, 64));

    @TempDir
    private Path temp;

    private RunFolder run(Optional<String> data, Optional<PlannedTraining> training) throws IOException {
        var config = new RunConfig(
                Path.of("space.yaml"),
                data,
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("macs")),
                List.of(),
                AccuracySpec.parse("naswot"),
                Algorithm.NSGA2,
                Budget.of(TRIALS),
                1,
                training);
        Files.writeString(temp.resolve("config.yaml"), RunConfigFile.format(config));
        return RunFolder.open(temp);
    }

    private RunFolder run(String data) throws IOException {
        return run(Optional.of(data), Optional.empty());
    }

    private static ResumeOptions trials(int trials) {
        return new ResumeOptions(OptionalInt.of(trials), Optional.empty());
    }

    private static ResumeOptions data(String data) {
        return new ResumeOptions(OptionalInt.empty(), Optional.of(data));
    }

    @Test
    void withoutOptionsTheConfigurationStaysAsItIs() throws IOException {
        RunFolder run = run("shapes");
        assertEquals(run.config(), ResumeOptions.NONE.applyTo(run));
    }

    @Test
    void moreTrialsExtendTheRun() throws IOException {
        RunFolder run = run("shapes");
        Budget extended = trials(TRIALS + 1).applyTo(run).budget();
        assertEquals(TRIALS + 1, extended.trials());
        assertEquals(List.of(TRIALS), extended.earlierTrials());
        assertEquals(run.config(), trials(TRIALS).applyTo(run));
    }

    @Test
    void fewerTrialsAreRefused() throws IOException {
        RunFolder run = run("shapes");
        UserError error = assertThrows(UserError.class, () -> trials(TRIALS - 1).applyTo(run));
        assertEquals("--trials 31 is less than the 32 trials that the run has", error.getMessage());
    }

    @Test
    void theTrialsOfAPlanAreFixed() throws IOException {
        RunFolder run = run(Optional.of("shapes"), PLANNED);
        UserError error = assertThrows(UserError.class, () -> trials(TRIALS + 1).applyTo(run));
        assertTrue(error.getMessage().contains("follows a plan"), error.text());
    }

    @Test
    void imagesThatWereMovedAreNamedAgain() throws IOException {
        Path photos = Files.createDirectory(temp.resolve("photos"));
        RunFolder run = run(photos.toString());
        assertEquals(run.config(), ResumeOptions.NONE.applyTo(run));
        Path moved = Files.move(photos, temp.resolve("moved"));
        UserError error = assertThrows(UserError.class, () -> ResumeOptions.NONE.applyTo(run));
        assertTrue(error.getMessage().contains("no longer in"), error.text());
        assertTrue(error.fix().contains("--data"), error.text());
        assertEquals(
                Optional.of(moved.toString()),
                data(moved.toString()).applyTo(run).data());
    }

    @Test
    void aRunWithoutImagesTakesNone() throws IOException {
        RunFolder run = run(Optional.empty(), Optional.empty());
        UserError error = assertThrows(UserError.class, () -> data("photos").applyTo(run));
        assertEquals("omit --data", error.fix());
    }
}
