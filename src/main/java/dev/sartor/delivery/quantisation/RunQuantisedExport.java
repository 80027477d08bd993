package dev.sartor.delivery.quantisation;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.DeliveryListener;
import dev.sartor.delivery.RunDelivery;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Trains trained trials of a run further in 8-bit integers, and exports them so. */
public final class RunQuantisedExport {
    private final RunFolder run;
    private final RunDelivery delivery;
    private final int threads;
    private final LongSupplier nanoTime;
    private final DeliveryListener listener;

    /** @param delivery the other steps after the run's search */
    public RunQuantisedExport(
            RunFolder run, RunDelivery delivery, int threads, LongSupplier nanoTime, DeliveryListener listener) {
        this.run = run;
        this.delivery = delivery;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Continues the training of a trained trial in 8-bit integers. A trial that was trained so with the same request before is not
     * trained again.
     *
     * @param cancelled polled while training
     * @throws java.util.concurrent.CancellationException if it was cancelled; its checkpoint is kept
     */
    public QuantisedTrainingCard train(int trial, QuantisedModelTraining.Request request, BooleanSupplier cancelled) {
        TrainedModel model = TrainedModel.open(run, trial);
        Optional<QuantisedTrainingCard> existing = QuantisedModelTraining.existing(model, request);
        if (existing.isPresent()) {
            // the process that trained it may have ended before this
            listener.stepFinished();
            return existing.get();
        }
        Architecture architecture = delivery.architecture(trial);
        listener.quantisedTrainingStarted(trial, request.epochs());
        try (Executor executor = new Executor(threads)) {
            QuantisedTrainingCard card = new QuantisedModelTraining(executor, listener.trainingListener(), cancelled)
                    .train(model, architecture, delivery.dataset(architecture), request);
            listener.stepFinished();
            return card;
        }
    }

    /**
     * Exports a trial, verifies the file, and compares it with the trial's model in 32-bit floats.
     *
     * @throws UserError if the trial was not trained, the run changed since, or the trial cannot be quantised
     * @throws InterruptedException if the thread was interrupted while measuring; the checked file is kept
     */
    public QuantisedCard export(int trial, QuantisationOptions options) throws InterruptedException {
        TrainedModel model = TrainedModel.open(run, trial);
        Architecture architecture = delivery.architecture(trial);
        Dataset dataset = delivery.dataset(architecture);
        listener.quantisedExportStarted(trial, options.images());
        try (Executor executor = new Executor(threads);
                RunDevices devices = delivery.devices()) {
            QuantisedCard card = new QuantisedModelExport(
                            executor,
                            MeasurementProtocol.forOneNetwork(),
                            nanoTime,
                            listener.measurementListener(),
                            listener::warning)
                    .export(model, architecture, dataset, devices, options);
            listener.stepFinished();
            return card;
        }
    }

    /**
     * Writes a trial as a LiteRT file.
     *
     * @param file the file to write; if empty, beside the model's own files
     * @throws UserError if the trial was not trained, the run changed since, or the trial cannot be quantised
     */
    public QuantisedLiteRtExport.Result exportLiteRt(int trial, QuantisationOptions options, Optional<Path> file) {
        TrainedModel model = TrainedModel.open(run, trial);
        Architecture architecture = delivery.architecture(trial);
        try (Executor executor = new Executor(threads)) {
            return new QuantisedLiteRtExport(executor, listener::warning)
                    .export(model, architecture, delivery.dataset(architecture), options, file);
        }
    }
}
