package dev.sartor.report.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.report.HeadlessBrowser;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.search.run.RunSession;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

class RunComparisonTest {
    private static final Path SPACE = Path.of("search-spaces/nas-bench-macro.yaml");

    @TempDir
    Path temp;

    private final Map<RunFolder, SearchResult> results =
            new TreeMap<>((a, b) -> a.path().compareTo(b.path()));

    @Test
    void thePageSaysThatAGeneticSearchIsBetterThanARandomOne() throws IOException {
        List<RunFolder> runs = new ArrayList<>();
        for (int seed = 1; seed <= 8; seed++) {
            runs.add(run(Algorithm.RANDOM, seed, 150));
            runs.add(run(Algorithm.NSGA2, seed, 150));
        }
        RunComparison comparison = RunComparison.of(runs);
        assertEquals(
                List.of("nsga2", "random"),
                comparison.algorithms().stream().map(ComparedAlgorithm::name).toList());
        assertEquals(150, comparison.evaluations());
        double[] ends = comparison.algorithms().getFirst().hypervolumeAfter(150);
        assertArrayEquals(
                results.entrySet().stream()
                        .filter(e -> e.getKey().name().startsWith("NSGA2"))
                        .mapToDouble(e -> e.getValue().hypervolume())
                        .toArray(),
                ends,
                1e-12);
        assertTrue(comparison.pValue(comparison.algorithms().get(1)) < 0.01);
        Path page = temp.resolve("compare.html");
        comparison.write(page);
        assertTrue(Files.readString(page).contains("nsga2 is better than random</h1>"));
    }

    @Test
    void theRandomBaselineOfTheRunsIsUsedOncePerSeed() {
        List<RunFolder> runs = List.of(
                run(Algorithm.NSGA2, 1, 20), run(Algorithm.REGULARISED_EVOLUTION, 1, 20), run(Algorithm.NSGA2, 2, 20));
        assertFalse(
                names(RunComparison.of(runs)).contains("random"), "runs that train candidates have no random baseline");
        List<RunFolder> random = List.of(run(Algorithm.RANDOM, 1, 20), run(Algorithm.RANDOM, 2, 20));
        for (RunFolder run : runs) {
            assertDoesNotThrow(() ->
                    Files.copy(random.get((int) run.config().seed() - 1).trialsFile(), run.baselineFile()));
        }
        RunComparison comparison = RunComparison.of(runs);
        ComparedAlgorithm randomBaseline = comparison.algorithms().stream()
                .filter(c -> c.name().equals("random"))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(
                random.stream().mapToDouble(r -> results.get(r).hypervolume()).toArray(),
                randomBaseline.hypervolumeAfter(20),
                1e-12);
    }

    private static List<String> names(RunComparison comparison) {
        return comparison.algorithms().stream().map(ComparedAlgorithm::name).toList();
    }

    @Test
    void thePageFitsNarrowWindowsAndLoadsNothing() {
        Path page = temp.resolve("compare.html");
        RunComparison.of(List.of(
                        run(Algorithm.RANDOM, 1, 30), run(Algorithm.NSGA2, 1, 30), run(Algorithm.LOCAL_SEARCH, 1, 30)))
                .write(page);
        try (var browser = new HeadlessBrowser(temp.resolve("profile"))) {
            browser.driver().get(page.toUri().toString());
            for (int width : new int[] {360, 900, 1600}) {
                browser.setLayoutWidth(width);
                assertEquals(0, browser.overflow(), "at " + width);
            }
            assertEquals(
                    3, browser.driver().findElements(By.cssSelector("tbody tr")).size());
            assertEquals(
                    3,
                    browser.driver().findElements(By.cssSelector("path.line:not(.key path)")).stream()
                            .filter(WebElement::isDisplayed)
                            .count());
            assertEquals(0L, browser.driver().executeScript("return performance.getEntriesByType('resource').length"));
            assertEquals(List.of(), browser.consoleMessages());
        }
    }

    @Test
    void namesAreEscaped() throws IOException {
        String name = "</title><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";
        Path page = temp.resolve("hostile.html");
        new RunComparison(name, List.of(new ComparedAlgorithm(name, List.of(new double[] {0.5})))).write(page);
        String html = Files.readString(page);
        assertFalse(html.contains("<script") || html.contains("<img"));
        assertTrue(html.contains("&lt;script&gt;"));
    }

    @Test
    void runsAreComparedUpToTheEndOfTheShortestOne() {
        RunComparison comparison =
                RunComparison.of(List.of(run(Algorithm.RANDOM, 1, 12), run(Algorithm.RANDOM, 2, 30)));
        assertEquals(12, comparison.evaluations());
        assertEquals(2, comparison.algorithms().getFirst().runCount());
    }

    @Test
    void theErrorForRunsOfDifferentProblemsNamesTheOtherRun() {
        RunFolder one = run(Algorithm.RANDOM, 1, 5);
        RunFolder other = run(Algorithm.RANDOM, 1, 5, "macs<=60M");
        UserError e = assertThrows(UserError.class, () -> RunComparison.of(List.of(one, other)));
        assertEquals(other.path().toString(), e.where());
        assertTrue(e.getMessage().contains("macs<=60M"), e.text());
    }

    @Test
    void theIntervalContainsTheMeanAndNarrowsWithMoreRuns() {
        // the hypervolumes of four runs, each after one evaluation
        List<double[]> few = DoubleStream.of(0.1, 0.5, 0.9, 0.4)
                .mapToObj(h -> new double[] {h})
                .toList();
        var compared = new ComparedAlgorithm("x", few);
        List<double[]> many = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            many.addAll(few);
        }
        ComparedAlgorithm.Interval wide = compared.intervalAfter(1);
        ComparedAlgorithm.Interval narrow = new ComparedAlgorithm("x", many).intervalAfter(1);
        // the mean of the four
        assertTrue(wide.low() < 0.475 && 0.475 < wide.high());
        assertTrue(narrow.high() - narrow.low() < (wide.high() - wide.low()) / 2);
        assertEquals(wide, compared.intervalAfter(1));
    }

    private RunFolder run(Algorithm algorithm, long seed, int trials, String... limits) {
        Path folder = temp.resolve(
                algorithm + "-" + seed + "-" + trials + String.join("", limits).replaceAll("\\W", ""));
        var space = SpaceFile.read(SPACE);
        var allowed = List.of(limits).stream().map(Limit::parse).toList();
        var problem = new SearchProblem(
                space, new CostModel(space, new TreeMap<>()), SearchProblem.defaultObjectivesWithoutLatency(), allowed);
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        var config = new RunConfig(
                SPACE,
                Optional.empty(),
                List.of(),
                MissingUnitPolicy.REFUSE,
                problem.objectives(),
                allowed,
                AccuracySpec.DEFAULT_TRAINING,
                algorithm,
                Budget.of(trials),
                seed);
        var hashes = new TreeMap<>(Map.of("space", "00ff"));
        try (RunSession session = RunSession.create(
                folder, config, RunEnvironment.here(Instant.EPOCH, "sartor search", Map.of(), hashes))) {
            var inputs = new RunInputs(
                    problem, new ChoiceAccuracies(), AccuracySpec.DEFAULT_TRAINING, Optional.empty(), hashes);
            results.put(
                    RunFolder.open(folder),
                    session.search(inputs, SearchListener.NONE, 1, System::nanoTime, Cancellation.NEVER));
        }
        return RunFolder.open(folder);
    }

    /** Accuracies that grow with kernels and depth. */
    private static final class ChoiceAccuracies implements AccuracySource {
        @Override
        public double score(Architecture architecture, long seed) {
            String text = String.join("|", architecture.blockStrings());
            return 0.5
                    + 0.02 * text.split("ir_").length
                    + 0.02 * text.split("k5").length
                    + Math.floorMod(text.hashCode(), 100) * 1e-4;
        }

        @Override
        public String description() {
            return "kernels";
        }
    }
}
