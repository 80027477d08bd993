package dev.sartor.cli.output;

import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.delivery.quantisation.QuantisedLiteRtExport;
import dev.sartor.delivery.quantisation.QuantisedTrainingCard;
import dev.sartor.executor.quantisation.QuantisationLoss;
import java.util.ArrayList;
import java.util.List;

/** What quantisation costs and gains, as a few lines of text. */
public final class QuantisedCardText {
    private QuantisedCardText() {}

    /** The lines for a LiteRT file: accuracy, size of the file, memory of activations. */
    public static List<String> of(QuantisedLiteRtExport.Result result) {
        return List.of(
                accuracy(result.name(), result.test()),
                ConsoleFormat.format(
                        "%s; %s of activations in TensorFlow Lite Micro",
                        ConsoleFormat.bytes(result.bytes()), ConsoleFormat.bytes(result.arenaBytes())));
    }

    /** The line of a training in 8-bit integers. */
    public static String of(QuantisedTrainingCard card) {
        return ConsoleFormat.format(
                "%s: %s test accuracy in int8 after %s of training in int8, %s before; validation %s, %s before",
                card.name(),
                ConsoleFormat.percent(card.trained().test()),
                card.recipe().epochs() == 1 ? "1 epoch" : card.recipe().epochs() + " epochs",
                ConsoleFormat.percent(card.untrained().test()),
                ConsoleFormat.percent(card.trained().validation()),
                ConsoleFormat.percent(card.untrained().validation()));
    }

    private static String accuracy(String name, QuantisationLoss test) {
        return ConsoleFormat.format(
                "%s: %s test accuracy in int8, %s in fp32; %d of %,d answers differ",
                name,
                ConsoleFormat.percent(test.int8Accuracy()),
                ConsoleFormat.percent(test.fp32Accuracy()),
                test.changed(),
                test.images());
    }

    /** The lines for an ONNX file: accuracy, latencies, size of the file, agreement with the simulation of 8-bit arithmetic. */
    public static List<String> of(QuantisedCard card) {
        List<String> lines = new ArrayList<>();
        lines.add(accuracy(card.name(), card.test()));
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
        card.file()
                .stem()
                .ifPresent(s -> lines.add(ConsoleFormat.format(
                        "the stem is in fp32; %d of its %,d quantised values differ, by one step",
                        s.differing(), s.values())));
        return lines;
    }
}
