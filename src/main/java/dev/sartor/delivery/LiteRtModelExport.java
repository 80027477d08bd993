package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.data.Dataset;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.litert.LiteRtMetadata;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Export of trained models as LiteRT files, with the classes and the normalisation of their training. */
public final class LiteRtModelExport {
    private LiteRtModelExport() {}

    /**
     * Writes the LiteRT file of a trained model.
     *
     * @param file the file to write; if empty, beside the model's own files
     * @return the file
     */
    public static Path write(TrainedModel model, Architecture architecture, Optional<Path> file) {
        model.requireArchitecture(architecture);
        Network network = Lowering.lower(architecture);
        byte[] bytes = LiteRtExport.bytes(network, model.weights(network), metadata(model.card()));
        Path target = file.orElse(model.files().liteRt());
        AtomicFile.write(target, out -> out.write(bytes));
        return target;
    }

    private static LiteRtMetadata metadata(ModelCard card) {
        return metadata(
                card,
                card.data().classes().orElse(List.of()),
                card.data().normalisation().map(TrainingData.Channels::mean).orElse(List.of()),
                card.data()
                        .normalisation()
                        .map(TrainingData.Channels::deviation)
                        .orElse(List.of()));
    }

    /** The metadata of a model. Classes or a normalisation that a card of an earlier version lacks are those of the data set. */
    public static LiteRtMetadata metadata(ModelCard card, Dataset dataset) {
        var channels = TrainingData.Channels.of(card.data().normalisation(dataset));
        return metadata(card, card.data().classes(dataset), channels.mean(), channels.deviation());
    }

    private static LiteRtMetadata metadata(
            ModelCard card, List<String> classes, List<Float> mean, List<Float> deviation) {
        return new LiteRtMetadata(
                String.format(
                        Locale.ROOT,
                        "Trained on %s (%s): accuracy %.4f on test images. Blocks: %s.",
                        card.data().name(),
                        card.data().sha256(),
                        card.testAccuracy(),
                        String.join("|", card.blocks())),
                "sartor " + Release.version(),
                classes,
                mean,
                deviation);
    }
}
