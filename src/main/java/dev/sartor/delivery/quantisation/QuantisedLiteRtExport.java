package dev.sartor.delivery.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.data.Dataset;
import dev.sartor.data.Normalisation;
import dev.sartor.delivery.LiteRtModelExport;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.QuantisationLoss;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.network.Lowering;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exports a trained model as a LiteRT file in 8-bit integers. Its accuracy is that of the simulator, which computes in 8-bit
 * integers like a runtime.
 */
public final class QuantisedLiteRtExport {
    private final Executor executor;
    private final Consumer<String> warnings;

    /** @param warnings receives sentences on losses and on data that disagree */
    public QuantisedLiteRtExport(Executor executor, Consumer<String> warnings) {
        this.executor = executor;
        this.warnings = warnings;
    }

    /**
     * The file that was written, and facts about it.
     *
     * @param litert     the file
     * @param test       its answers on the test images, as the simulator computes them
     * @param arenaBytes the memory that TensorFlow Lite Micro plans for its activations
     */
    public record Result(String name, String litert, long bytes, QuantisationLoss test, long arenaBytes) {}

    /**
     * Quantises a model and writes its file.
     *
     * @param dataset the data set that the model was trained on: the ranges are calibrated on its training images, and the
     *                accuracies are compared on its test images
     * @param file    the file to write; if empty, beside the model's own files
     */
    public Result export(
            TrainedModel model,
            Architecture architecture,
            Dataset dataset,
            QuantisationOptions options,
            Optional<Path> file) {
        QuantisedModelExport.requireSuitable(model, architecture, dataset, warnings);
        Normalisation normalisation = model.card().data().normalisation(dataset);
        var form = QuantisedForm.of(executor, model, Lowering.lower(architecture), dataset, normalisation, options);
        QuantisedNetwork quantised = form.quantised();
        var loss =
                QuantisationLoss.of(executor, form.folded(), quantised, dataset.task(), dataset.test(), normalisation);
        QuantisedCard.lossWarning(options, loss).ifPresent(warnings);
        byte[] bytes = LiteRtExport.bytes(quantised, LiteRtModelExport.metadata(model.card(), dataset));
        Path target = file.orElse(model.files().int8LiteRt());
        AtomicFile.write(target, out -> out.write(bytes));
        return new Result(
                model.card().name(), target.toString(), bytes.length, loss, LiteRtExport.arenaBytes(quantised));
    }
}
