package dev.sartor.cli.output;

import dev.sartor.delivery.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** A model card as a few lines of text. */
public final class ModelCardText {
    private ModelCardText() {}

    /** The lines. */
    public static List<String> of(ModelCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(ConsoleFormat.format(
                "%s test accuracy (%s validation) of %s",
                ConsoleFormat.percent(card.testAccuracy()),
                ConsoleFormat.percent(card.validationAccuracy()),
                card.name()));
        card.measured()
                .forEach(m -> lines.add(ConsoleFormat.format(
                        "%.4f ms measured on %s (p10 %.4f, p90 %.4f, %d runs; %.4f at the speed of the table)",
                        m.latency().medianMs(),
                        m.device(),
                        m.latency().p10Ms(),
                        m.latency().p90Ms(),
                        m.latency().runs(),
                        m.latency().atTableSpeedMs())));
        card.export()
                .ifPresent(e -> lines.add(ConsoleFormat.format(
                        "%.2g maximum difference between ONNX Runtime and the executor on %d test images",
                        e.maxDifference(), e.images())));
        return lines;
    }
}
