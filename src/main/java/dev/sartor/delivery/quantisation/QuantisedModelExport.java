package dev.sartor.delivery.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.FolderLock;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.delivery.ModelExport;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.device.Boards;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.ModelFileFormat;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.QuantisationLoss;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.litert.LiteRtExport;
import dev.sartor.litert.LiteRtMetadata;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import dev.sartor.onnx.QuantisedExport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Exports a trained model in 8-bit integers. The ONNX file is written if ONNX Runtime computes the same outputs as the
 * simulator of 8-bit arithmetic. Accuracy and latency are compared with those of the network in 32-bit floats, and recorded in
 * a card of its own.
 */
public final class QuantisedModelExport {
    /** Maximum number of test images whose outputs are compared. */
    private static final int COMPARED_IMAGES = 256;

    /** Seed of the order of measurements. */
    private static final long SEED = 1;

    private final Executor executor;
    private final MeasurementProtocol protocol;
    private final LongSupplier nanoTime;
    private final MeasurementListener listener;
    private final Consumer<String> warnings;

    /** @param warnings receives sentences on losses and on data that disagree */
    public QuantisedModelExport(
            Executor executor,
            MeasurementProtocol protocol,
            LongSupplier nanoTime,
            MeasurementListener listener,
            Consumer<String> warnings) {
        this.executor = executor;
        this.protocol = protocol;
        this.nanoTime = nanoTime;
        this.listener = listener;
        this.warnings = warnings;
    }

    /**
     * A model in both number formats.
     *
     * @param form the network in 8-bit integers, and in 32-bit floats with folded batch norm
     * @param fp32 the ONNX file in 32-bit floats
     * @param int8 the ONNX file in 8-bit integers
     */
    private record Forms(QuantisedForm form, byte[] fp32, byte[] int8) {
        BatchNormFolding folded() {
            return form.folded();
        }

        QuantisedNetwork quantised() {
            return form.quantised();
        }
    }

    /**
     * Exports to {@code files.int8Onnx()}.
     *
     * @param dataset the data set that the model was trained on: the ranges are calibrated on its training images, and the
     *                outputs are compared on its test images
     * @param devices the devices to measure both files on; without any, they are measured on one thread of this machine
     * @throws UserError if the model was not trained, cannot be quantised, or if the runtime computes other outputs than the
     *                   simulator; then no file is written
     * @throws InterruptedException if the thread was interrupted while measuring; the verified file is kept
     */
    public QuantisedCard export(
            TrainedModel model,
            Architecture architecture,
            Dataset dataset,
            RunDevices devices,
            QuantisationOptions options)
            throws InterruptedException {
        requireSuitable(model, architecture, dataset, warnings);
        ModelFiles files = model.files();
        try (FolderLock _ = files.lock()) {
            QuantisedCard card;
            Forms forms;
            Normalisation normalisation = model.card().data().normalisation(dataset);
            try (InferenceDevice cpu = Devices.open(DeviceSpec.cpu())) {
                forms = quantise(model, architecture, dataset, normalisation, options);
                var loss = QuantisationLoss.of(
                        executor, forms.folded(), forms.quantised(), dataset.task(), dataset.test(), normalisation);
                card = new QuantisedCard(
                        model.card().name(),
                        options,
                        forms.form().trainedEpochs(),
                        loss,
                        write(forms, cpu, dataset.test(), normalisation, files),
                        List.of());
                card.write(files.int8Card());
                card.lossWarning().ifPresent(warnings);
            }
            QuantisedCard measured = card.withMeasured(measure(forms, devices));
            measured.write(files.int8Card());
            return measured;
        }
    }

    /** Requires the network and the classes of the training, and warns of other images. */
    static void requireSuitable(
            TrainedModel model, Architecture architecture, Dataset dataset, Consumer<String> warnings) {
        model.requireClasses(dataset);
        model.requireArchitecture(architecture);
        if (!model.card().data().isSame(dataset)) {
            warnings.accept("these are not the images that " + model.name() + " was trained on ("
                    + model.card().data().name() + "); the 8-bit form is calibrated and compared on them");
        }
    }

    private Forms quantise(
            TrainedModel model,
            Architecture architecture,
            Dataset dataset,
            Normalisation normalisation,
            QuantisationOptions options) {
        var form = QuantisedForm.of(executor, model, Lowering.lower(architecture), dataset, normalisation, options);
        OnnxMetadata metadata = ModelExport.metadata(model.card(), dataset);
        return new Forms(
                form,
                OnnxExport.bytes(form.folded().network(), form.folded().weights(), metadata),
                QuantisedExport.bytes(
                        form.quantised(), metadata.with("quantisation", description(options, form.trainedEpochs()))));
    }

    private static String description(QuantisationOptions options, Optional<Integer> trainedEpochs) {
        return "int8, " + (options.stem() == Precision.FP32 ? "stem in fp32, " : "") + "weights "
                + token(options.weights()) + ", ranges " + token(options.ranges()) + " of "
                + options.images() + " training images"
                + trainedEpochs.map(e -> ", trained for " + e + " epochs").orElse("");
    }

    private static String token(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private QuantisedCard.QuantisedFile write(
            Forms forms, InferenceDevice cpu, Images test, Normalisation normalisation, ModelFiles files) {
        Images compared = test.slice(0, Math.min(COMPARED_IMAGES, test.count()));
        var verification =
                QuantisedVerification.of(executor, cpu, forms.quantised(), forms.int8(), compared, normalisation);
        verification.requireEqual(files.int8Onnx());
        AtomicFile.write(files.int8Onnx(), out -> out.write(forms.int8()));
        return new QuantisedCard.QuantisedFile(
                files.int8Onnx().getFileName().toString(),
                Sha256.of(forms.int8()),
                forms.int8().length,
                forms.fp32().length,
                verification.images(),
                verification.values(),
                verification.differing(),
                verification.stem());
    }

    private List<QuantisedCard.Latency> measure(Forms forms, RunDevices devices) throws InterruptedException {
        List<QuantisedCard.Latency> measured = new ArrayList<>();
        for (Boards boards : devices.byTable().values()) {
            measured.add(measure(forms, boards));
        }
        if (measured.isEmpty()) {
            try (Boards cpu = Boards.of(Devices.open(DeviceSpec.cpu()))) {
                measured.add(measure(forms, cpu));
            }
        }
        return measured;
    }

    private QuantisedCard.Latency measure(Forms forms, Boards boards) throws InterruptedException {
        Network network = forms.folded().network();
        ModelFileFormat format = boards.first().description().device().format();
        // a copy, since the timer distinguishes models by the identity of their networks
        Network other = new Network(network.name(), network.layers(), network.segments(), network.outputs());
        List<MeasuredLatency> times = new NetworkTimer(boards, nanoTime, listener)
                .time(
                        List.of(
                                NetworkTimer.Model.of(network, fp32(forms, format)),
                                NetworkTimer.Model.of(other, int8(forms, format))),
                        protocol,
                        SEED);
        return new QuantisedCard.Latency(
                boards.first().description().device().text(),
                times.getFirst().medianMs(),
                times.getLast().medianMs());
    }

    private static byte[] fp32(Forms forms, ModelFileFormat format) {
        return switch (format) {
            case ONNX -> forms.fp32();
            case LITERT ->
                LiteRtExport.bytes(forms.folded().network(), forms.folded().weights(), LiteRtMetadata.none());
        };
    }

    private static byte[] int8(Forms forms, ModelFileFormat format) {
        return switch (format) {
            case ONNX -> forms.int8();
            case LITERT -> LiteRtExport.bytes(forms.quantised(), LiteRtMetadata.none());
        };
    }
}
