package dev.sartor.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.delivery.MeasuredFront;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.network.Lowering;
import dev.sartor.report.Report;
import dev.sartor.report.markup.SampleRun;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportModelReaderTest {
    private static final double LIMIT_MS = 0.03;

    @TempDir
    private Path folder;

    private SampleRun run;
    private SearchResult result;

    @BeforeEach
    void search() throws IOException {
        run = new SampleRun(folder);
        result = run.search(24, "latency<=" + LIMIT_MS + "ms");
    }

    @Test
    void theModelHasTheFrontLimitsAndCommandOfTheSearch() {
        ReportModel model = model();
        assertEquals(result.trials().size(), model.trials().size());
        assertEquals(
                result.front().stream().map(t -> Integer.toString(t.id())).collect(Collectors.toSet()),
                new HashSet<>(model.trials().stream()
                        .filter(TrialPoint::onFront)
                        .map(TrialPoint::id)
                        .toList()));
        assertEquals(List.of(new MetricLimit(new CostMetric.Latency(SampleRun.TABLE), LIMIT_MS)), model.limits());
        assertEquals(
                "sartor search --space tiny.yaml --limit 'latency<=" + LIMIT_MS + "ms'",
                model.summary().command());
        assertEquals("2026-11-22 14:08 UTC", model.summary().date());
        assertEquals(0.01, model.tables().getFirst().validation().orElseThrow().mape());
    }

    @Test
    void theNetworksAreThoseThatWereSearched() {
        for (TrialPoint point : model().trials()) {
            assertEquals(point.params(), point.network().params(), "with " + SampleRun.CLASSES + " classes");
            assertEquals(point.macs(), point.network().macs());
            assertEquals(SampleRun.CLASSES, point.network().output().channels());
        }
    }

    @Test
    void aLatencyIsThatOfItsBlocksAndTheTablesOffset() {
        for (TrialPoint point : model().trials()) {
            double blocks =
                    point.segmentMs().stream().mapToDouble(Double::doubleValue).sum();
            // the offset in the certificate of the table is 0.01 ms
            assertEquals(point.latencyMs().get(SampleRun.TABLE), blocks + 0.01, 1e-9);
        }
    }

    @Test
    void theHypervolumeCurveEndsAtTheHypervolumeOfTheSearch() {
        HypervolumeCurve curve = model().history().hypervolume().getFirst();
        assertEquals(result.hypervolume(), curve.steps().getLast().value(), 1e-12);
        assertEquals(
                result.trials().stream().filter(Trial::isScored).count(),
                curve.steps().getLast().evaluations());
        for (int i = 1; i < curve.steps().size(); i++) {
            assertTrue(curve.steps().get(i).value() >= curve.steps().get(i - 1).value());
        }
    }

    @Test
    void theCostOfAChoiceIsTheMeanDifferenceOfTheNetworksOfTheRun() throws IOException {
        SearchSpace space = SpaceFile.read(run.spaceFile()).withClasses(SampleRun.CLASSES);
        ChoiceEffect effect = model().choiceSummary().effects().stream()
                .filter(e -> e.gene().equals("stages[1].block"))
                .findFirst()
                .orElseThrow();
        double[] added = result.trials().stream()
                .filter(Trial::isScored)
                .map(t -> space.parse(t.genome()))
                .flatMapToDouble(g -> IntStream.range(0, space.genes().size())
                        .filter(i -> space.genes().get(i).name().startsWith("stages[1].block") && space.isActive(g, i))
                        .mapToDouble(i -> macs(space, g.with(i, 1)) - macs(space, g.with(i, 0))))
                .toArray();
        // in the sample each unit takes 1 µs, plus 1 ms per 1e8 MACs
        assertEquals(
                Arrays.stream(added).average().orElseThrow() / 1e8,
                effect.cost(),
                1e-6,
                "within the rounding of the table");
        assertTrue(effect.gain().isPresent()
                && model().choiceSummary().predictorQuality().orElseThrow().networks() == 24);
    }

    private static double macs(SearchSpace space, Genome genome) {
        return Lowering.lower(space.decode(genome)).macs();
    }

    @Test
    void sentencesCompareTheLatenciesOfBlocks() {
        List<String> sentences = model().choiceSummary().sentences();
        assertTrue(
                sentences.stream().anyMatch(s -> s.startsWith("inverted 5x5 with t=2 costs ")), sentences.toString());
        String page = Report.html(model());
        assertTrue(page.contains("Inverted 5x5 with t=2 costs ") && page.contains("Effects of the choices"));
    }

    @Test
    void effectsOfChoicesAreNotComputedFromFewTrials() {
        assertEquals(
                List.of(),
                ReportModelReader.read(run.run(), result.trials().subList(0, 8))
                        .choiceSummary()
                        .effects());
    }

    @Test
    void theBaselineOfARunThatTrainsIsItsFirstGeneration() {
        List<Trial> first =
                result.trials().stream().filter(t -> t.generation() == 0).toList();
        SearchHistory history = model().history();
        HypervolumeCurve baseline = history.hypervolume().get(1);
        assertEquals(
                first.stream().filter(Trial::isScored).count(),
                baseline.steps().getLast().evaluations());
        assertEquals(
                history.hypervolume()
                        .getFirst()
                        .steps()
                        .subList(0, baseline.steps().size()),
                baseline.steps());
        assertTrue(
                history.baselineText().contains("at that budget")
                        && history.baselineText().contains("sartor compare"),
                history.baselineText());
    }

    @Test
    void theRandomBaselineOfARunIsComparedAtEqualBudget() throws IOException {
        Files.copy(run.run().trialsFile(), run.run().baselineFile());
        SearchHistory history = model().history();
        assertEquals(
                history.hypervolume().getFirst().steps(),
                history.hypervolume().get(1).steps());
        assertTrue(history.baselineText().contains("the baseline at equal budget."), history.baselineText());
        List<String> lines = Files.readAllLines(run.run().baselineFile());
        Files.write(run.run().baselineFile(), lines.subList(0, lines.size() / 2));
        assertTrue(
                model().history().baselineText().contains("not complete yet"),
                model().history().baselineText());
    }

    @Test
    void theTrainedTrialIsChosenByValidation() throws IOException {
        List<Trial> front = result.front();
        writeCard(front.get(0), 0.90, 0.95);
        writeCard(front.get(1), 0.92, 0.91);
        assertEquals(
                Integer.toString(front.get(1).id()),
                model().trainedCard().orElseThrow().name());
        Report.write(run.run());
        String page = Files.readString(run.run().reportFile()).replace('\u00a0', ' ');
        assertTrue(
                page.contains("<h1>Best within 0.03 ms: 91.00 % test accuracy at 0.0250 ms measured.</h1>"),
                page.replaceAll("(?s).*<h1>(.*?)</h1>.*", "$1"));
    }

    @Test
    void deliveredTrialsHavePredictedMeasuredAndTrainedValues() throws IOException {
        List<Trial> front = result.front();
        Trial first = front.get(0);
        Trial second = front.get(1);
        double predicted = first.costs().latencyMs(SampleRun.TABLE);
        new MeasuredFront(List.of(measured(first, predicted * 1.02, LIMIT_MS * 1.01), measured(second, 0.02, 0.021)))
                .write(run.runFolder());
        writeCard(second, 0.93, 0.92);
        List<DeliveredTrial> delivered = model().delivered();
        assertEquals(
                List.of(second.id() + "", first.id() + ""),
                delivered.stream().map(DeliveredTrial::id).toList());
        assertEquals(
                List.of(Optional.of(true), Optional.of(false)),
                delivered.stream().map(DeliveredTrial::withinLimits).toList());
        assertEquals(
                0.02, delivered.get(1).timing(SampleRun.TABLE).orElseThrow().relativeError(), 1e-9);
        String page = Report.html(model()).replace('\u00a0', ' ');
        assertTrue(page.contains("<td>+2.0 %</td>") && page.contains("<td>93.00 %</td><td>92.00 %</td>"), page);
        writeCard(first, 0.94, 0.90);
        assertEquals(second.id() + "", model().delivered().getFirst().id(), "the better one breaks the limit");
        assertTrue(Report.html(model()).contains("is not known: 2 of at least 5 were trained"));
        new MeasuredFront(List.of(measured(first, predicted, predicted))).write(run.runFolder());
        assertEquals(first.id() + "", model().trainedCard().orElseThrow().name());
    }

    private static MeasuredFront.Entry measured(Trial trial, double medianMs, double p90Ms) {
        return new MeasuredFront.Entry(
                trial.id(),
                SampleRun.TABLE,
                trial.costs().latencyMs(SampleRun.TABLE),
                // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
                new MeasuredLatency(medianMs, medianMs * 0.98, p90Ms, 100, 1));
    }

    @Test
    void withoutTheTableOnlyTheLatenciesOfBlocksAreMissing() throws IOException {
        Files.delete(run.tableFile());
        ReportModel model = model();
        assertEquals(
                result.front().size(),
                model.trials().stream().filter(TrialPoint::onFront).count());
        assertTrue(model.trials().stream()
                .allMatch(t -> t.segmentMs().isEmpty() && t.latencyMs().containsKey(SampleRun.TABLE)));
        assertTrue(model.tables().getFirst().details().containsKey("not available"));
        assertTrue(Report.html(model).contains("MACs, million"));
    }

    @Test
    void aSpaceThatChangedSinceTheRunIsRefused() throws IOException {
        Files.writeString(
                run.spaceFile(),
                Files.readString(run.spaceFile())
                        .replace("expansion: 2", "expansion: 3")
                        .replace("stem: {kernel: 3", "stem: {kernel: 5"));
        var error = assertThrows(UserError.class, this::model);
        assertTrue(error.getMessage().contains("another network") && error.fix().contains("restore"), error.text());
    }

    @Test
    void aDamagedCardIsNamed() throws IOException {
        Path card = run.run().modelFile(result.front().getFirst().id(), ".json");
        Files.writeString(card, "{");
        assertEquals(card.toString(), assertThrows(UserError.class, this::model).where());
    }

    @Test
    void anUnfinishedRunIsReportedFromItsTrials() throws IOException {
        Report.write(run.run(), result.trials().subList(0, 3));
        String page = Files.readString(run.run().reportFile());
        assertTrue(page.contains("<tr data-t=\"2\"") && !page.contains("<tr data-t=\"3\""));
    }

    @Test
    void theSameRunGivesTheSameBytes() throws IOException {
        Report.write(run.run());
        byte[] first = Files.readAllBytes(run.run().reportFile());
        Report.write(run.run());
        assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(run.run().reportFile())));
        assertFalse(new String(first, StandardCharsets.UTF_8).contains(folder.toString()), "no path of this machine");
    }

    private ReportModel model() {
        return ReportModelReader.read(run.run(), run.run().trials());
    }

    private void writeCard(Trial trial, double validation, double test) {
        ModelCard plain = SampleReports.card(
                Integer.toString(trial.id()),
                List.of(),
                Optional.empty(),
                List.of(new ModelCard.Measurement(
                        SampleRun.TABLE, "cpu", new MeasuredLatency(0.025, 0.024, 0.026, 50, 1))));
        new ModelCard(
                        plain.name(),
                        trial.blocks(),
                        plain.architecture(),
                        plain.weights(),
                        plain.data(),
                        plain.sharedWeightsRun(),
                        plain.teacher(),
                        plain.recipe(),
                        1,
                        plain.history(),
                        validation,
                        test,
                        plain.export(),
                        plain.measured(),
                        Optional.empty())
                .write(run.run().modelFile(trial.id(), ".json"));
    }
}
