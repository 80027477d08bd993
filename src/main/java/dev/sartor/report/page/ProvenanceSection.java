package dev.sartor.report.page;

import dev.sartor.arch.BlockStrings;
import dev.sartor.delivery.ModelCard;
import dev.sartor.executor.training.Recipe;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.RunSummary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the figures come from, and how to make them again. */
final class ProvenanceSection {
    private final ReportModel model;
    private final Markup m;

    ProvenanceSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        RunSummary run = model.run();
        m.element("h3", "Run it again");
        m.open("div", "class", "command").element("pre", run.command(), "id", "command");
        m.element("button", "copy", "type", "button", "class", "script copy", "data-copy", "command")
                .close()
                .newline();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("run", run.name());
        facts.put("started", run.date());
        facts.put("data", run.data());
        facts.put("search space", run.space() + ", " + ReportNumbers.count(run.architectures()) + " architectures");
        facts.put("accuracy from", run.accuracySource());
        facts.put("objectives", String.join(", ", run.objectives()));
        facts.put(
                "limits",
                model.limits().isEmpty()
                        ? "none"
                        : model.limits().stream().map(MetricLimit::text).collect(Collectors.joining("; ")));
        model.choice().ifPresent(c -> trained(c, facts));
        facts.putAll(run.provenance());
        m.open("div", "class", "provenance").newline();
        list("The run", facts);
        model.tables().forEach(t -> list("Latency table " + t.name(), t.facts()));
        m.close().newline();
    }

    private static void trained(ModelCard card, Map<String, String> facts) {
        Recipe r = card.recipe();
        facts.put(
                "training",
                ReportNumbers.some(r.epochs(), "epoch", "epochs") + " on "
                        + card.data().name() + ", batch " + r.batchSize()
                        + ", learning rate " + BlockStrings.number(r.schedule().learningRate()) + ", weight decay "
                        + BlockStrings.number(r.optimiser().weightDecay())
                        + ", seed " + card.seed());
        card.teacher().ifPresent(t -> facts.put("teacher", t));
        card.export()
                .ifPresent(e -> facts.put(
                        "model",
                        "models/" + e.file() + ", " + ReportNumbers.bytes(e.bytes()) + ", SHA-256 " + e.sha256()));
    }

    private void list(String title, Map<String, String> facts) {
        if (facts.isEmpty()) {
            return;
        }
        m.open("section").element("h3", title).open("dl").newline();
        facts.forEach((label, text) ->
                m.open("div").element("dt", label).element("dd", text).close().newline());
        m.close().close().newline();
    }
}
