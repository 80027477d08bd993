package dev.sartor.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.report.Report;
import dev.sartor.report.markup.Markup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final ReportModel RUN = SampleReports.finished(180);
    private static final String PAGE = Report.html(RUN);

    @Test
    void thePageLoadsNothing() {
        assertFalse(
                Pattern.compile("(src|href)\\s*=\\s*[\"']?+(?!#|data:,)")
                        .matcher(markup(PAGE))
                        .find(),
                "a reference to elsewhere");
        assertFalse(Pattern.compile("@import|url\\(|fetch\\(|XMLHttpRequest|\\bimport\\b|sendBeacon|WebSocket")
                .matcher(PAGE)
                .find());
        assertTrue(PAGE.contains("default-src &#39;none&#39;"));
    }

    @Test
    void theHeadingIsTheResult() {
        assertTrue(PAGE.replace('\u00a0', ' ')
                .contains("<h1>Best within 0.9 ms: 92.81 % test accuracy at 0.764 ms measured.</h1>"));
        assertTrue(PAGE.indexOf("<h1>") < PAGE.indexOf("class=\"tiles\""));
    }

    @Test
    void aTrainingFreeScoreIsNotCalledAccuracy() {
        EvaluationMetric score = EvaluationMetric.named("most-params").orElseThrow();
        RunSummary run = RUN.summary();
        var scored = new ReportModel(
                new RunSummary(
                        run.name(),
                        run.date(),
                        run.command(),
                        run.space(),
                        run.architectures(),
                        run.data(),
                        "most-params",
                        score,
                        180,
                        List.of("most-params", "latency"),
                        Optional.empty(),
                        run.details()),
                RUN.tables(),
                RUN.limits(),
                RUN.trials().stream()
                        .map(t -> new TrialPoint(
                                t.id(),
                                t.generation(),
                                times1000(t.score()),
                                t.latencyMs(),
                                t.segmentMs(),
                                t.macs(),
                                t.params(),
                                t.peakActivationBytes(),
                                t.weightBytes(),
                                t.feasible(),
                                t.onFront(),
                                t.network()))
                        .toList(),
                List.of(),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
        String page = Report.html(scored);
        assertTrue(
                page.replace('\u00a0', ' ').contains(" most-params score in the search at 0.754 ms predicted.</h1>"));
        assertFalse(Pattern.compile("<h1>[^<]*%").matcher(page).find());
        assertFalse(page.contains("accuracy in the search") || page.contains("validation accuracy"));
        assertTrue(
                page.contains("↑ most-params score in the search<") && page.contains("Most-params score against cost"));
    }

    private static OptionalDouble times1000(OptionalDouble score) {
        return score.isPresent() ? OptionalDouble.of(1000 * score.getAsDouble()) : score;
    }

    @Test
    void everyTrialIsInThePlotAndInTheTable() {
        Map<String, Long> marks = Pattern.compile("class=\"pt [a-z]+\" data-t=\"(\\d+)\"")
                .matcher(PAGE)
                .results()
                .collect(Collectors.groupingBy(r -> r.group(1), Collectors.counting()));
        for (int i = 0; i < RUN.trials().size(); i++) {
            assertTrue(PAGE.contains("<tr data-t=\"" + i + "\""), "row of trial " + i);
            assertEquals(5, marks.get(Integer.toString(i)), "one mark per plot of trial " + i);
        }
    }

    @Test
    void theTableStartsWithTheFrontInOrderOfLatency() {
        List<TrialPoint> front = RUN.trials().stream()
                .filter(TrialPoint::onFront)
                .sorted((a, b) -> Double.compare(
                        a.latencyMs().get(SampleReports.TABLE), b.latencyMs().get(SampleReports.TABLE)))
                .toList();
        var rows = Pattern.compile("<tr data-t=\"\\d+\" class=\"(\\w+)\"><th>([^<]+)")
                .matcher(PAGE);
        for (TrialPoint trial : front) {
            assertTrue(rows.find());
            assertEquals("front " + trial.id(), rows.group(1) + " " + rows.group(2));
        }
        assertTrue(rows.find() && !rows.group(1).equals("front"));
    }

    @Test
    void theQualityOfForecastsIsShownInATable() {
        String page = PAGE.replace('\u00a0', ' ');
        int at = page.indexOf("Forecasts of the search: accuracy");
        String section = page.substring(at, page.indexOf("</figure>", at));
        for (String cell : List.of("80", "0.42", "0.625", "95.0 %")) {
            assertTrue(section.contains("<td>" + cell + "</td>"), section);
        }
    }

    @Test
    void theCommandOfTheSearchIsShown() {
        assertTrue(PAGE.contains(
                "<pre id=\"command\">" + Markup.escape(RUN.summary().command()) + "</pre>"));
    }

    @Test
    void theEmbeddedDataContainTheNetworkOfEveryTrial() {
        JsonNode data = JsonMapper.shared().readTree(data(PAGE));
        for (int i = 0; i < RUN.trials().size(); i++) {
            // u: the indices of its units, the first of which is the input
            JsonNode units = data.get("trials").get(i).get("u");
            var segments = RUN.trials().get(i).network().segments();
            assertEquals(segments.size() + 1, units.size());
            for (int s = 0; s < segments.size(); s++) {
                JsonNode unit = data.get("units").get(units.get(s + 1).asInt());
                assertEquals(segments.get(s).text(), unit.get(0).asString());
                assertTrue(PAGE.contains("<symbol id=\"c" + unit.get(1).asInt() + "\""));
            }
        }
    }

    @Test
    void theEmbeddedDataHaveTheSameOrderInEveryProcess() {
        JsonNode data = JsonMapper.shared().readTree(data(PAGE));
        assertEquals(
                // costs of the units, total cost, units
                List.of("c", "t", "u"), List.copyOf(data.get("trials").get(0).propertyNames()));
    }

    @Test
    void theBestNetworkIsDrawnWithoutAScript() {
        var segments = RUN.bestTrial().orElseThrow().network().segments();
        assertEquals(segments.size() + 1, count(PAGE, "<use href=\"#c\\d+\""));
        segments.forEach(s -> assertTrue(PAGE.contains("<code>" + s.text() + "</code>"), s.text()));
    }

    @Test
    void namesThatContainMarkupAreEscaped() {
        String name = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&<!--";
        String page = Report.html(SampleReports.named(name));
        assertEquals(count(PAGE, "<script"), count(page, "<script"));
        assertEquals(0, count(page, "<img"));
        assertEquals(count(PAGE, "<!--"), count(page, "<!--"));
        assertEquals(0, count(page, "\"[^<>]*\"'&<"));
        assertTrue(page.contains("&lt;/script&gt;&lt;script&gt;"));
        assertEquals(
                name + " – Sartor",
                page.replaceAll("(?s).*<title>(.*?)</title>.*", "$1")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&#39;", "'")
                        .replace("&amp;", "&"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "</SCRIPT ><svg onload=alert(1)>",
                "</style><img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "' onmouseover='alert(1)",
                "` onmouseover=`alert(1)",
                "]]><script>alert(1)</script><![CDATA[",
                "-->< iframe srcdoc=x><!--",
                "javascript:alert(1)",
                "\\u003c/script>\u2028alert(1)\u2029",
                "&lt;script&gt;&#60;script>",
                "\u0000<\u0000script>\u202e"
            })
    void hostileNamesAreEscaped(String name) {
        String page = Report.html(SampleReports.named(name));
        assertEquals(
                count(PAGE.toLowerCase(Locale.ROOT), "</?script|</?style"),
                count(page.toLowerCase(Locale.ROOT), "</?script|</?style"));
        Pattern.compile("<[a-zA-Z!/][^>]*>").matcher(markup(page)).results().forEach(tag -> {
            String unquoted = tag.group().replaceAll("\"[^\"]*\"", "");
            assertFalse(unquoted.matches("(?is)<(img|iframe|object|embed|base|form).*"), tag.group());
            assertFalse(
                    Pattern.compile("(?i)\\son\\w+\\s*=|['`]").matcher(unquoted).find(), tag.group());
        });
        assertFalse(Pattern.compile("(?i)href=\"(?!#|data:,)").matcher(page).find(), "a link to elsewhere");
        assertFalse(data(page).contains("<"));
        JsonMapper.shared().readTree(data(page));
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertEquals(PAGE, Report.html(SampleReports.finished(180)));
    }

    @Test
    void fiveHundredTrialsStayBelowTwoMegabytes() {
        int bytes = Report.html(SampleReports.finished(500)).getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < 2_000_000, bytes + " bytes");
    }

    @Test
    void aReportOfTwoThousandTrialsHasAModerateSize() {
        String page = Report.html(SampleReports.finished(2000));
        assertEquals(2000, count(page, "<tr data-t="));
        assertTrue(page.length() < 4_000_000, page.length() + " characters");
    }

    @Test
    void aRunWithOneTrialOrNoneOrNoneFeasibleIsReported() {
        assertEquals(1, count(Report.html(SampleReports.finished(1)), "<tr data-t="));
        assertFalse(Report.html(SampleReports.empty()).contains("id=\"trials\""));
        String infeasible = Report.html(SampleReports.infeasible());
        assertEquals(30, count(infeasible, "<tr data-t=\"\\d+\" class=\"over\""));
        assertFalse(infeasible.contains("class=\"stairs\""));
    }

    @Test
    void withoutATableCostsAreMultiplyAccumulates() {
        String page = Report.html(SampleReports.withoutLatency());
        assertFalse(page.contains("latency on"));
        assertTrue(page.contains("multiply-accumulates, million") && page.contains("MACs, million"));
    }

    @Test
    void aReportIsWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Report.write(RUN, file);
        assertEquals(PAGE, Files.readString(file));
        var error = assertThrows(UserError.class, () -> Report.write(RUN, folder.resolve("missing/report.html")));
        assertTrue(error.where().contains("missing"), error.text());
    }

    @Test
    void aModelThatContradictsItselfIsRefused() {
        TrialPoint twice = RUN.trials().getFirst();
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportModel(
                        RUN.summary(),
                        RUN.tables(),
                        RUN.limits(),
                        List.of(twice, twice),
                        List.of(),
                        SearchHistory.NONE,
                        ChoiceSummary.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReportModel(
                        RUN.summary(),
                        RUN.tables(),
                        RUN.limits(),
                        List.of(),
                        RUN.delivered(),
                        SearchHistory.NONE,
                        ChoiceSummary.NONE));
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }

    private static String data(String page) {
        return page.replaceAll("(?s).*id=\"data\">(.*?)</script>.*", "$1");
    }

    /** The page without its script, which contains attribute names as well. */
    private static String markup(String page) {
        return page.replaceAll("(?s)<script>.*?</script>", "");
    }
}
