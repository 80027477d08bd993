package dev.sartor.report.page;

import dev.sartor.arch.BlockStrings;
import dev.sartor.delivery.ModelCard;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.RunSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The details of the run, its latency tables and its training, and the command that repeats it. */
final class ProvenanceSection {
    private final ReportModel model;
    private final Markup m;

    ProvenanceSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        RunSummary summary = model.summary();
        m.element("h3", "Command");
        m.open("div", "class", "command").element("pre", summary.command(), "id", "command");
        m.element("button", "copy", "type", "button", "class", "script copy", "data-copy", "command")
                .close()
                .newline();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("run", summary.name());
        details.put("started", summary.date());
        details.put("data", summary.data());
        details.put(
                "search space",
                summary.space() + ", " + ReportNumbers.count(summary.architectures()) + " architectures");
        details.put("accuracy source", summary.accuracySource());
        details.put("objectives", String.join(", ", summary.objectives()));
        details.put(
                "limits",
                model.limits().isEmpty()
                        ? "none"
                        : model.limits().stream().map(MetricLimit::text).collect(Collectors.joining("; ")));
        model.trainedCard().ifPresent(c -> addTraining(c, details));
        details.putAll(summary.details());
        m.open("div", "class", "provenance").newline();
        drawList("The run", details);
        model.tables().forEach(t -> drawList("Latency table " + t.name(), t.details()));
        m.close().newline();
    }

    private static void addTraining(ModelCard card, Map<String, String> details) {
        Recipe r = card.recipe();
        details.put(
                "training",
                ReportNumbers.plural(r.epochs(), "epoch", "epochs") + " on "
                        + card.data().name() + ", batch " + r.batchSize()
                        + ", learning rate "
                        + BlockStrings.formatNumber(r.schedule().learningRate()) + ", weight decay "
                        + BlockStrings.formatNumber(r.optimiser().weightDecay())
                        + ", seed " + card.seed());
        card.teacher().ifPresent(t -> details.put("teacher", t));
        card.export()
                .ifPresent(e -> details.put(
                        "model",
                        "models/" + e.file() + ", " + ReportNumbers.bytes(e.bytes()) + ", SHA-256 " + e.sha256()));
    }

    private void drawList(String title, Map<String, String> details) {
        if (details.isEmpty()) {
            return;
        }
        m.open("section").element("h3", title).open("dl").newline();
        details.forEach((label, text) ->
                m.open("div").element("dt", label).element("dd", text).close().newline());
        m.close().close().newline();
    }
}
