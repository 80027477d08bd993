package dev.sartor.cli;

import dev.sartor.delivery.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** A model's card in a few lines for people. */
final class CardLines {
    private CardLines() {}

    static List<String> of(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(Figures.format(
                "%s test accuracy (%s validation) of %s",
                Figures.percent(card.testAccuracy()), Figures.percent(card.validationAccuracy()), card.name()));
        card.measured()
                .forEach(m -> lines.add(Figures.format(
                        "%.4f ms measured on %s (p10 %.4f, p90 %.4f, %d runs; %.4f at the speed of the table)",
                        m.latency().medianMs(),
                        m.device(),
                        m.latency().p10Ms(),
                        m.latency().p90Ms(),
                        m.latency().runs(),
                        m.latency().atTableSpeedMs())));
        card.export()
                .ifPresent(e -> lines.add(Figures.format(
                        "%.2g is the greatest difference between ONNX Runtime and the executor on %d test images",
                        e.greatestDifference(), e.images())));
        return lines;
    }
}
