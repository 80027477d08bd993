package dev.sartor.cli.output;

import dev.sartor.delivery.quantisation.QuantisedCard;
import java.util.ArrayList;
import java.util.List;

/** What quantisation costs and gains, as a few lines of text. */
public final class QuantisedCardText {
    private QuantisedCardText() {}

    /** The lines: accuracy, latencies, file size, agreement with the simulator. */
    public static List<String> of(QuantisedCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(ConsoleFormat.format(
                "%s: %s test accuracy in int8, %s in fp32; %d of %,d answers differ",
                card.name(),
                ConsoleFormat.percent(card.test().int8Accuracy()),
                ConsoleFormat.percent(card.test().fp32Accuracy()),
                card.test().changed(),
                card.test().images()));
        card.measured()
                .forEach(l -> lines.add(ConsoleFormat.format(
                        "%.4f ms in int8, %.4f ms in fp32 measured on %s: %.2fx as fast",
                        l.int8Ms(), l.fp32Ms(), l.device(), l.gain())));
        lines.add(ConsoleFormat.format(
                "%s, %s of the fp32 file",
                ConsoleFormat.bytes(card.file().bytes()),
                ConsoleFormat.percent((double) card.file().bytes() / card.file().fp32Bytes())));
        lines.add(ConsoleFormat.format(
                "%d of %,d output values differ between ONNX Runtime and the simulator on %d test images",
                card.file().differing(), card.file().values(), card.file().images()));
        return lines;
    }
}
