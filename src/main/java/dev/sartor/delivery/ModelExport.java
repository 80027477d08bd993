package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderLock;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.Dataset;
import dev.sartor.data.Normalisation;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Exports a trained model: writes the ONNX file, compares it with the executor (Sartor's own inference engine), measures its
 * latency, and records the results in the model's card.
 */
public final class ModelExport {
    /** Seed of the order of measurements. */
    private static final long SEED = 1;

    private final Executor executor;
    private final MeasurementProtocol protocol;
    private final LongSupplier nanoTime;
    private final MeasurementListener listener;
    private final Consumer<String> warnings;
    private final ActivationOperators operators;

    /**
     * @param warnings  receives a sentence for each inconsistency of the data that is not an error
     * @param operators operators that the file may use
     */
    public ModelExport(
            Executor executor,
            MeasurementProtocol protocol,
            LongSupplier nanoTime,
            MeasurementListener listener,
            Consumer<String> warnings,
            ActivationOperators operators) {
        this.executor = executor;
        this.protocol = protocol;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.warnings = warnings;
        this.operators = operators;
    }

    /**
     * Exports to {@code files.onnx()}. Classes, normalisation and input size of the file are those of the training.
     *
     * @param dataset the data set that the model was trained on, in the model's input shape; its test images are compared
     * @param devices the devices on which the network is measured
     * @throws UserError if the model was not trained, or if the file and the executor compute different outputs; then no file is
     * written
     * @throws InterruptedException if the thread was interrupted while measuring; the checked file is kept
     */
    public ModelCard export(TrainedModel model, Architecture architecture, Dataset dataset, RunDevices devices)
            throws InterruptedException {
        model.requireClasses(dataset);
        model.requireArchitecture(architecture);
        ModelCard card = model.card();
        ModelFiles files = model.files();
        if (!card.data().isSame(dataset)) {
            warnings.accept("these are not the images that " + model.name() + " was trained on ("
                    + card.data().name() + "); the file is only compared on them");
        }
        try (FolderLock _ = files.lock()) {
            Network network = Lowering.lower(architecture);
            Weights weights = model.weights(network);
            ModelCard.Export export;
            try (InferenceDevice cpu = Devices.open(DeviceSpec.cpu())) {
                export = new VerifiedExport(executor, cpu, operators)
                        .write(
                                network,
                                weights,
                                dataset.test(),
                                card.data().normalisation(dataset),
                                metadata(card, dataset),
                                files.onnx());
            }
            card.withExport(export, List.of()).write(files.card());
            ModelCard measured = card.withExport(
                    export, measure(BatchNormFolding.of(network, weights).network(), files.onnx(), devices));
            measured.write(files.card());
            return measured;
        }
    }

    /** The metadata of a model's file. */
    public static OnnxMetadata metadata(ModelCard card, Dataset dataset) {
        Normalisation normalisation = card.data().normalisation(dataset);
        return OnnxMetadata.none()
                .withBlocks(card.blocks())
                .withClasses(card.data().classes(dataset))
                .withNormalisation(normalisation.mean(), normalisation.deviation())
                .with("name", card.name())
                .with("software", "sartor " + Release.version())
                .with("data", card.data().name() + " " + card.data().sha256())
                .with("seed", Long.toString(card.seed()))
                .with("recipe", card.recipe().toString())
                .with("accuracy.validation", Double.toString(card.validationAccuracy()))
                .with("accuracy.test", Double.toString(card.testAccuracy()));
    }

    /**
     * Measures the file on the devices. A device of another file format runs the same network with random weights, unless it is one of 8-bit
     * models: those have other latencies.
     */
    private List<ModelCard.Measurement> measure(Network network, Path onnx, RunDevices devices)
            throws InterruptedException {
        List<ModelCard.Measurement> measured = new ArrayList<>();
        for (var tableAndDevice : devices.byTable().entrySet()) {
            Boards boards = tableAndDevice.getValue();
            Device device = boards.first();
            Optional<NetworkTimer.Model> model =
                    model(network, onnx, device.description().device());
            if (model.isPresent()) {
                var timing = new NetworkTimer(boards, nanoTime, listener)
                        .time(List.of(model.get()), tableAndDevice.getKey(), protocol, SEED)
                        .getFirst();
                measured.add(new ModelCard.Measurement(
                        tableAndDevice.getKey().name(),
                        text(device.description().device()),
                        timing));
            }
        }
        return measured;
    }

    private static String text(DeviceSpec device) {
        return device.text() + (device.precision() == Precision.FP32 ? "" : " (the fp32 file)");
    }

    /** What a device runs: the file itself if it can; empty if its models have another precision than the file. */
    static Optional<NetworkTimer.Model> model(Network network, Path onnx, DeviceSpec device) {
        return switch (device.format()) {
            case ONNX -> Optional.of(NetworkTimer.Model.of(network, bytes(onnx)));
            case LITERT ->
                device.precision() == Precision.FP32
                        ? Optional.of(NetworkTimer.Model.untrained(network))
                        : Optional.empty();
        };
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }
}
