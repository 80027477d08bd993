package dev.sartor.cli.job;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.DeliveryListener;
import dev.sartor.delivery.Finals;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunDelivery;
import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.delivery.SearchRanking;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.delivery.baseline.BaselineChoice;
import dev.sartor.delivery.baseline.BaselineComparison;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.delivery.quantisation.QuantisedLiteRtExport;
import dev.sartor.delivery.quantisation.QuantisedModelTraining;
import dev.sartor.delivery.quantisation.QuantisedTrainingCard;
import dev.sartor.delivery.quantisation.RunQuantisedExport;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.Precision;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.report.Report;
import dev.sartor.search.front.Trial;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Measures, trains and exports trials of a run for a command: prints the progress of a {@link RunDelivery}, writes the report
 * after each step, and handles interruptions.
 */
public final class DeliveryJob {
    private final RunDelivery delivery;
    private final BaselineComparison baselines;
    private final RunQuantisedExport quantisedExport;
    private final ConsoleProgress progress;
    private final String resumeCommand;

    /**
     * @param vias          the commands that start agents on other machines; empty if the devices are on this one
     * @param consent       whether commands of the tables' devices may run
     * @param resumeCommand the command that continues after an interruption
     */
    public DeliveryJob(
            RunFolder run,
            RunInputs inputs,
            List<String> vias,
            CommandConsent consent,
            ConsoleProgress progress,
            int threads,
            String resumeCommand) {
        this.progress = progress;
        this.resumeCommand = resumeCommand;
        var listener = new Listener(run, progress, threads);
        this.delivery = new RunDelivery(
                run, inputs, vias, consent, threads, System::nanoTime, Interruption::isRequested, listener);
        this.quantisedExport = new RunQuantisedExport(run, delivery, threads, System::nanoTime, listener);
        this.baselines = new BaselineComparison(
                run, delivery, inputs.problem(), threads, System::nanoTime, Interruption::isRequested, listener);
    }

    /** A job for an earlier run; opens its inputs. */
    public static DeliveryJob open(
            RunFolder run,
            List<String> vias,
            CommandConsent consent,
            ConsoleProgress progress,
            int threads,
            String resumeCommand) {
        progress.phase("opening the run " + run.path());
        RunInputs inputs = RunInputs.reopen(run, new DatasetProgress(progress));
        return new DeliveryJob(run, inputs, vias, consent, progress, threads, resumeCommand);
    }

    /** @see RunDelivery#measureFrontAndChoose */
    public List<Trial> choose(int count) {
        return interruptible(() -> delivery.measureFrontAndChoose(count));
    }

    /** @see RunDelivery#sampleAcrossRanks */
    public List<Trial> sampleAcrossRanks(int count) {
        return delivery.sampleAcrossRanks(count);
    }

    /** @see RunDelivery#ranking */
    public SearchRanking ranking() {
        return delivery.ranking();
    }

    /** @see RunDelivery#train */
    public List<ModelCard> train(
            List<Integer> trials,
            RecipeChoice recipe,
            Optional<RunSharedWeights> shared,
            Optional<TeacherReference> teacher,
            boolean overwrite) {
        return interruptible(() -> delivery.train(trials, recipe, shared, teacher, overwrite));
    }

    /** @see BaselineComparison#requireChoosable */
    public void requireChoosable(int trial, BaselineChoice choice) {
        baselines.requireChoosable(trial, choice);
    }

    /** @see BaselineComparison#compare */
    public BaselineResults compare(
            ModelCard winner, BaselineChoice choice, int seeds, Optional<TeacherReference> teacher, boolean overwrite) {
        return interruptible(() -> baselines.compare(winner, choice, seeds, teacher, overwrite));
    }

    /** @see RunDelivery#complete */
    public ModelCard complete(PlannedTraining plan) {
        return interruptible(() -> delivery.complete(plan));
    }

    /** @see RunDelivery#export */
    public ModelCard export(int trial, ActivationOperators operators) {
        return interruptible(() -> delivery.export(trial, operators));
    }

    /** @see RunQuantisedExport#export */
    public QuantisedCard export(int trial, QuantisationOptions options) {
        return interruptible(() -> quantisedExport.export(trial, options));
    }

    /** @see RunQuantisedExport#train */
    public QuantisedTrainingCard trainQuantised(ModelCard trained, QuantisedModelTraining.Request request) {
        return interruptible(
                () -> quantisedExport.train(Integer.parseInt(trained.name()), request, Interruption::isRequested));
    }

    /**
     * The 8-bit file of the winner of a run with 8-bit devices, which is written unless it was before.
     *
     * @param options how it is quantised if it was not exported before; its stem is as in the run's tables
     * @return empty in other runs
     */
    public Optional<QuantisedCard> deliverInt8(ModelCard winner, QuantisationOptions options) {
        int trial = Integer.parseInt(winner.name());
        return switch (delivery.precision()) {
            case FP32 -> Optional.empty();
            case INT8 ->
                QuantisedCard.read(files(trial)).or(() -> Optional.of(export(trial, options.withStem(int8Stem()))));
        };
    }

    /** @see RunDelivery#int8Stem */
    public Precision int8Stem() {
        return delivery.int8Stem();
    }

    /** @see RunQuantisedExport#exportLiteRt */
    public QuantisedLiteRtExport.Result exportLiteRt(int trial, QuantisationOptions options, Optional<Path> file) {
        return quantisedExport.exportLiteRt(trial, options, file);
    }

    /** @see RunDelivery#files */
    public ModelFiles files(int trial) {
        return delivery.files(trial);
    }

    /** A step that may be interrupted. */
    private interface InterruptibleStep<T> {
        T run() throws InterruptedException;
    }

    private <T> T interruptible(InterruptibleStep<T> step) {
        try {
            return step.run();
        } catch (InterruptedException | CancellationException e) {
            progress.clear();
            throw new Interruption.Interrupted(
                    "interrupted; completed work is kept. Continue with:\n  " + resumeCommand);
        }
    }

    private record Listener(RunFolder run, ConsoleProgress progress, int threads) implements DeliveryListener {
        @Override
        public void deviceUnavailable(String table) {
            progress.println("  the device of table " + table + " cannot be reached: its latencies remain predictions");
        }

        @Override
        public void frontMeasurementStarted(int networks) {
            progress.phase("measuring the " + networks + " most accurate networks of the front");
        }

        @Override
        public void finalsStarted(List<Trial> finalists, AccuracySpec.Halving training) {
            progress.phase(ConsoleFormat.format(
                    "training the %d most promising networks longer: %s",
                    finalists.size(),
                    String.join(
                            ", ", finalists.stream().map(t -> "trial " + t.id()).toList())));
        }

        @Override
        public void finalsFinished(Finals finals) {
            finals.finalists()
                    .forEach(f -> f.accuracy()
                            .ifPresent(
                                    a -> progress.println("  trial " + f.trial() + ": " + ConsoleFormat.percent(a))));
        }

        @Override
        public void trainingStarted(int trial, Dataset dataset, Recipe recipe, Optional<String> weightsFrom) {
            progress.phase(ConsoleFormat.format(
                    "training trial %d on %,d images of %s%s: %d epochs of batches of %d, %d threads",
                    trial,
                    dataset.train().count(),
                    dataset.name(),
                    weightsFrom.map(w -> " from the shared weights of " + w).orElse(""),
                    recipe.epochs(),
                    recipe.batchSize(),
                    threads));
        }

        @Override
        public void quantisedTrainingStarted(int trial, int epochs) {
            progress.phase(ConsoleFormat.format(
                    "training trial %d in 8-bit integers: %d epochs, %d threads", trial, epochs, threads));
        }

        @Override
        public void alreadyTrained(int trial) {
            progress.println("trial " + trial + " was trained with these settings before; --overwrite trains it again");
        }

        @Override
        public void baselineMeasurementStarted(int networks) {
            progress.phase("measuring " + networks + " networks to choose baselines from");
        }

        @Override
        public void baselineTrainingStarted(String description, long seed, Dataset dataset, Recipe recipe) {
            progress.phase(ConsoleFormat.format(
                    "training %s, seed %d, on %,d images of %s: %d epochs of batches of %d, %d threads",
                    description,
                    seed,
                    dataset.train().count(),
                    dataset.name(),
                    recipe.epochs(),
                    recipe.batchSize(),
                    threads));
        }

        @Override
        public void warning(String text) {
            progress.warn(text);
        }

        @Override
        public void exportStarted(int trial) {
            progress.phase("exporting trial " + trial
                    + ", comparing it with the built-in engine on test images, measuring the file");
        }

        @Override
        public void quantisedExportStarted(int trial, int images) {
            progress.phase("quantising trial " + trial + " with the ranges of " + images
                    + " images, comparing it with ONNX Runtime on test images, measuring both files");
        }

        @Override
        public void stepFinished() {
            progress.clear();
            Report.write(run);
        }

        @Override
        public TrainingListener trainingListener() {
            return new TrainingProgress(progress);
        }

        @Override
        public MeasurementListener measurementListener() {
            return new ProfilingProgress(progress);
        }
    }
}
