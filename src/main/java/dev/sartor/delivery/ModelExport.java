package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.device.Device;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Exports a trained model: writes the ONNX file, compares it with the executor, measures it, and records the results in its card. */
public final class ModelExport {
    private static final long SEED = 1;

    private final Executor executor;
    private final MeasurementProtocol protocol;
    private final LongSupplier nanoTime;
    private final MeasurementListener listener;

    public ModelExport(
            Executor executor, MeasurementProtocol protocol, LongSupplier nanoTime, MeasurementListener listener) {
        this.executor = executor;
        this.protocol = protocol;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Exports to {@code files.onnx()}.
     *
     * @param dataset that the model was trained on, in the model's input shape
     * @param devices to measure the file on
     * @throws UserError if the model was not trained, or if the file and the executor compute different outputs; then no file is written
     * @throws InterruptedException if the thread was interrupted while measuring; the checked file is kept
     */
    public ModelCard export(Architecture architecture, Dataset dataset, ModelFiles files, RunDevices devices)
            throws InterruptedException {
        files.requireTrained(architecture);
        ModelCard card = ModelCard.read(files.card());
        Network network = Lowering.lower(architecture);
        Weights weights = WeightsFile.read(files.weights(), network);
        ModelCard.Export export;
        try (InferenceDevice cpu = Devices.open(DeviceSpec.cpu())) {
            export = new VerifiedExport(executor, cpu)
                    .write(network, weights, dataset, metadata(card, dataset), files.onnx());
        }
        card.withExport(export, List.of()).write(files.card());
        ModelCard measured = card.withExport(
                export, measure(BatchNormFolding.of(network, weights).network(), files.onnx(), devices));
        measured.write(files.card());
        return measured;
    }

    private static OnnxMetadata metadata(ModelCard card, Dataset dataset) {
        return OnnxMetadata.none()
                .withBlocks(card.blocks())
                .withClasses(dataset.classes())
                .withNormalisation(
                        dataset.normalisation().mean(), dataset.normalisation().deviation())
                .with("name", card.name())
                .with("software", "sartor " + Release.version())
                .with("data", card.data().name() + " " + card.data().sha256())
                .with("seed", Long.toString(card.seed()))
                .with("recipe", card.recipe().toString())
                .with("accuracy.validation", Double.toString(card.validationAccuracy()))
                .with("accuracy.test", Double.toString(card.testAccuracy()));
    }

    private List<ModelCard.Measurement> measure(Network network, Path onnx, RunDevices devices)
            throws InterruptedException {
        List<ModelCard.Measurement> measured = new ArrayList<>();
        for (var tableAndDevice : devices.byTable().entrySet()) {
            Device device = tableAndDevice.getValue();
            var model = new NetworkTimer.Model(network, bytes(onnx));
            var timing = new NetworkTimer(device, nanoTime, listener)
                    .time(List.of(model), tableAndDevice.getKey(), protocol, SEED)
                    .getFirst();
            measured.add(new ModelCard.Measurement(
                    tableAndDevice.getKey().name(),
                    device.description().device().text(),
                    timing));
        }
        return measured;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
