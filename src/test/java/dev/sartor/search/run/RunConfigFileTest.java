package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunConfigFileTest {
    private static final RunConfig CONFIG = new RunConfig(
            Path.of("src", "a space.yaml"),
            Optional.of("shapes:size=28"),
            List.of(Path.of("tables/cpu.csv"), Path.of("tables/null.csv")),
            MissingUnitPolicy.INTERPOLATE,
            List.of(Objective.parse("accuracy"), Objective.parse("latency:cpu")),
            List.of(Limit.parse("latency:cpu<=5ms"), Limit.parse("params<=4M")),
            AccuracySpec.parse("training:epochs=2,images=4000"),
            Algorithm.NSGA2,
            // Budget: trials, time limit, population, offspring per generation
            new Budget(32, Optional.of(Duration.ofMinutes(30)), 8, 4),
            -7);

    @TempDir
    Path temp;

    @Test
    void theFormatOfTheFileDoesNotChange() throws IOException {
        assertEquals(Files.readString(ToyProblem.resource("config.yaml")), RunConfigFile.format(CONFIG));
    }

    @Test
    void theGoldenFileIsRead() {
        assertEquals(CONFIG, RunConfigFile.read(ToyProblem.resource("config.yaml")));
    }

    @Test
    void aConfigurationWithoutAPolicyRefusesMissingUnits() throws IOException {
        String older = RunConfigFile.format(CONFIG).replace("missing: interpolate\n", "");
        assertEquals(
                MissingUnitPolicy.REFUSE,
                RunConfigFile.read(Files.writeString(temp.resolve("older.yaml"), older))
                        .missing());
        String wrong = RunConfigFile.format(CONFIG).replace("missing: interpolate", "missing: interpolated");
        UserError e = assertThrows(
                UserError.class, () -> RunConfigFile.read(Files.writeString(temp.resolve("wrong.yaml"), wrong)));
        assertTrue(e.fix().contains("'interpolate'") && e.where().contains("wrong.yaml:6"), e.text());
    }

    private static RunConfig planned(int finalists, Optional<AccuracySpec.Halving> finals) {
        return new RunConfig(
                CONFIG.space(),
                CONFIG.data(),
                CONFIG.tables(),
                CONFIG.missing(),
                CONFIG.objectives(),
                CONFIG.limits(),
                CONFIG.accuracy(),
                CONFIG.algorithm(),
                CONFIG.budget(),
                CONFIG.seed(),
                // PlannedTraining: time, time for measuring, finalists, their training, epochs, batch size of the final
                // training
                Optional.of(new PlannedTraining(
                        Duration.ofMillis(600_500), Duration.ofSeconds(30), finalists, finals, 12, 64)));
    }

    /** A changed configuration that lost its plan would end without the final training. */
    @Test
    void everyChangeOfAConfigurationKeepsThePlan() throws ReflectiveOperationException {
        RunConfig config = planned(1, Optional.empty());
        Map<Class<?>, Object> changes = Map.of(
                String.class,
                "other",
                Path.class,
                Path.of("other"),
                Budget.class,
                Budget.of(3),
                AccuracySpec.class,
                AccuracySpec.DEFAULT);
        int changed = 0;
        for (Method method : RunConfig.class.getDeclaredMethods()) {
            if (method.getReturnType() == RunConfig.class && method.getParameterCount() == 1) {
                Object change = changes.get(method.getParameterTypes()[0]);
                assertEquals(
                        config.training(), ((RunConfig) method.invoke(config, change)).training(), method.getName());
                changed++;
            }
        }
        assertTrue(changed >= 4, "only " + changed);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"4, 'halving:epochs=3,first=3,keep=2,images=20000'", "1, none"})
    void thePlanOfATimedSearchRoundTrips(int finalists, String finals) throws IOException {
        RunConfig config =
                planned(finalists, Optional.ofNullable(finals).map(f -> (AccuracySpec.Halving) AccuracySpec.parse(f)));
        Path file = Files.writeString(temp.resolve("config.yaml"), RunConfigFile.format(config));
        assertEquals(config, RunConfigFile.read(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "time-s: 1e300; at most 3650 days",
                "measuring-s: 315360000.001; at most 3650 days",
                "finalists: 0; a finalist",
                "epochs: 0; an epoch",
                "finalists: 3; several finalists and their training",
                "finals: training:epochs=2; not trained by halving",
                "finals: halving:epochs=0; epochs=0"
            })
    void aDamagedPlanIsRefusedWithItsLine(String damage, String message) throws IOException {
        String key = damage.substring(0, damage.indexOf(':'));
        String plan = "plan: {"
                + Stream.of("time-s: 60", "measuring-s: 15", "finalists: 1", "epochs: 2", "batch: 16")
                        .filter(e -> !e.startsWith(key + ":"))
                        .collect(Collectors.joining(", "))
                + ", " + damage.replaceFirst(": (.*[:=].*)", ": \"$1\"") + "}\n";
        Path file = Files.writeString(temp.resolve("config.yaml"), RunConfigFile.format(CONFIG) + plan);
        UserError e = assertThrows(UserError.class, () -> RunConfigFile.read(file));
        assertTrue(e.text().contains(message) && e.where().contains("config.yaml:"), e.text());
    }

    @Test
    void absentValuesRoundTrip() throws IOException {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        var config = new RunConfig(
                Path.of("s.yaml"),
                Optional.empty(),
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy")),
                List.of(),
                AccuracySpec.parse("csv:no"),
                Algorithm.RANDOM,
                Budget.of(10).withTime(Optional.of(Duration.ofMillis(1500))),
                1);
        Path file = Files.writeString(temp.resolve("config.yaml"), RunConfigFile.format(config));
        assertEquals(config, RunConfigFile.read(file));
    }

    @Test
    void relativePathsAreStoredRelativeToTheFolderOfTheRun() throws IOException {
        Path run = Files.createDirectories(Path.of("target/paths/run"));
        Path data = Files.createDirectories(Path.of("target/paths/data"));
        Path absolute = temp.resolve("t.csv").toAbsolutePath();
        var config = new RunConfig(
                Path.of("target/paths/s.yaml"),
                Optional.of(data.toString()),
                List.of(absolute),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy")),
                List.of(),
                AccuracySpec.parse("csv:target/paths/a.csv"),
                Algorithm.RANDOM,
                Budget.of(10),
                1);
        RunConfig stored = config.relativeTo(run);
        assertEquals(
                "../s.yaml, ../data, " + absolute + ", csv:../a.csv",
                stored.space() + ", " + stored.data().orElseThrow() + ", "
                        + stored.tables().getFirst() + ", " + stored.accuracy().text());
        assertEquals(config, stored.resolvedAgainst(run));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "format: 4|format: 5|format 5",
                "seed: -7|sead: -7|unknown key",
                "seed: -7|seed: x|not a seed",
                "nsga2|nsga3|no algorithm",
                "trials: 32|trials: many|whole number",
                "trials: 32|trials: 0|at least 1 trial",
                "latency:cpu<=5ms|latency:cpu<=5M|not a unit",
                "training:epochs=2|training:epoch=2|unknown setting",
                "objectives:|#|'objectives'",
                "seconds: 1800|seconds: -1|above zero",
                "space:|data:|is repeated",
                "seed: -7|seed: [-7|not YAML"
            })
    void mistakesAreReportedWithTheirLine(String right, String wrong, String message) throws IOException {
        String text = RunConfigFile.format(CONFIG).replace(right, wrong);
        Path file = Files.writeString(temp.resolve("config.yaml"), text);
        UserError e = assertThrows(UserError.class, () -> RunConfigFile.read(file));
        assertTrue(e.where().startsWith(file + ":"), e.text());
        assertTrue(e.getMessage().contains(message), e.text());
    }
}
