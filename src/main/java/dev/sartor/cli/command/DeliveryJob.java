package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.cli.option.TeacherOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.FrontMeasurement;
import dev.sartor.delivery.MeasuredFront;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelExport;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.executor.Executor;
import dev.sartor.executor.training.Recipe;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.report.Report;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.space.SearchSpace;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/** What follows a search: measure the front, choose, train, export, check, measure again; the report after each. */
final class DeliveryJob {
    private static final MeasurementProtocol MEASURING =
            MeasurementProtocol.standard().withBudget(Duration.ofSeconds(60));

    private final RunFolder run;
    private final RunInputs inputs;
    private final Optional<String> via;
    private final ConsoleProgress progress;
    private final int threads;
    private final String again;

    /**
     * @param via   the command that leads to the devices of another machine
     * @param again the command that goes on after an interruption
     */
    DeliveryJob(
            RunFolder run,
            RunInputs inputs,
            Optional<String> via,
            ConsoleProgress progress,
            int threads,
            String again) {
        this.again = again;
        this.run = run;
        this.inputs = inputs;
        this.via = via;
        this.progress = progress;
        this.threads = threads;
    }

    /** The run's inputs, opened again. */
    static DeliveryJob open(RunFolder run, Optional<String> via, ConsoleProgress progress, int threads, String again) {
        progress.phase("opening the run " + run.path());
        return new DeliveryJob(run, RunInputs.open(run.config()), via, progress, threads, again);
    }

    /**
     * The most accurate trials that hold the limits when their networks run on the devices at hand.
     *
     * @param most of them
     */
    List<Trial> choose(int most) {
        List<Trial> front = front();
        try (RunDevices devices = devices()) {
            devices.absent()
                    .forEach(t -> progress.say("  " + t + " is of another device: its latencies stay predictions"));
            progress.phase("measuring the " + Math.min(FrontMeasurement.NETWORKS, front.size())
                    + " most accurate networks of the front");
            MeasuredFront measured = new FrontMeasurement(MEASURING, System::nanoTime, new ProfilingProgress(progress))
                    .measure(front, inputs.problem().space(), devices);
            progress.done();
            measured.write(run.path());
            Report.write(run);
            return measured.choose(front, inputs.problem().limits(), most);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private List<Trial> front() {
        Front front = Front.of(inputs.problem());
        run.trials().forEach(front::add);
        if (front.size() == 0) {
            throw new UserError(
                    "the run has no trial within its limits yet",
                    run.trialsFile().toString(),
                    "go on with it: sartor search --resume " + run.path());
        }
        return front.trials();
    }

    /** Trains trials to convergence, one after the other; those that were trained in that way before stay as they are. */
    List<ModelCard> train(List<Trial> trials, Recipe recipe, Optional<RunSharedWeights> shared, TeacherOption teacher) {
        return trials.stream()
                .map(t -> trained(t.id(), recipe, shared, teacher)
                        .orElseGet(() -> train(t.id(), recipe, shared, teacher)))
                .sorted(Comparator.comparingDouble((ModelCard c) -> -c.validationAccuracy()))
                .toList();
    }

    private Optional<ModelCard> trained(
            int trial, Recipe recipe, Optional<RunSharedWeights> shared, TeacherOption teacher) {
        ModelFiles files = files(trial);
        return Optional.of(files)
                .filter(f -> Files.exists(f.card()) && Files.exists(f.weights()))
                .map(f -> ModelCard.read(f.card()))
                .filter(c -> c.recipe().equals(recipe)
                        && c.seed() == run.config().seed()
                        && c.from().equals(shared.map(RunSharedWeights::name))
                        && c.teacher().equals(teacher.name()));
    }

    /** Trains a trial to convergence, from fresh weights or from shared ones, with a teacher or without. */
    ModelCard train(int trial, Recipe recipe, Optional<RunSharedWeights> shared, TeacherOption teacher) {
        Architecture architecture = architecture(trial);
        Dataset dataset = dataset(architecture);
        progress.phase(ConsoleFormat.format(
                "training trial %d on %,d images of %s%s: %d epochs, %d threads",
                trial,
                dataset.train().count(),
                dataset.name(),
                shared.map(s -> " from the shared weights of " + s.name()).orElse(""),
                recipe.epochs(),
                threads));
        try (Executor executor = new Executor(threads)) {
            ModelCard card = new ModelTraining(
                            executor,
                            new TrainingProgress(progress),
                            Interruption::requested,
                            teacher.open(dataset, run.path()))
                    .train(architecture, dataset, recipe, run.config().seed(), files(trial), shared);
            progress.done();
            Report.write(run);
            return card;
        } catch (CancellationException e) {
            throw interrupted();
        }
    }

    /** Exports a trained trial. */
    ModelCard export(int trial) {
        Architecture architecture = architecture(trial);
        Dataset dataset = dataset(architecture);
        progress.phase("exporting trial " + trial + ", comparing with the executor on real images, measuring the file");
        try (Executor executor = new Executor(threads);
                RunDevices devices = devices()) {
            ModelCard card = new ModelExport(
                            executor,
                            MeasurementProtocol.forOneNetwork(),
                            System::nanoTime,
                            new ProfilingProgress(progress))
                    .export(architecture, dataset, files(trial), devices, "sartor " + Release.version());
            progress.done();
            Report.write(run);
            return card;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The best trained trial: of those that hold the limits as measured, the one with the best validation accuracy. */
    OptionalInt trained() {
        return ModelCard.ranked(
                        run,
                        run.trials(),
                        MeasuredFront.read(run.path()),
                        run.config().limits())
                .stream()
                .mapToInt(c -> Integer.parseInt(c.name()))
                .findFirst();
    }

    ModelFiles files(int trial) {
        return new TrialReference(run, OptionalInt.of(trial)).files(trial);
    }

    private Architecture architecture(int trial) {
        SearchSpace space = inputs.problem().space();
        return space.decode(space.parse(run.trial(trial).genome())).withName(Integer.toString(trial));
    }

    private Dataset dataset(Architecture architecture) {
        return inputs.dataset()
                .map(d -> d.atSize(
                        architecture.input().height(), architecture.input().width()))
                .orElseThrow(() -> new UserError(
                        "the run has no images to train on: its accuracies came from a file",
                        run.configFile().toString(),
                        "train the architecture by itself: sartor train " + run.path() + ":ID --data D"));
    }

    private RunDevices devices() {
        return RunDevices.open(LatencyTables.readTogether(run.config().tables()), via);
    }

    private Interruption.Interrupted interrupted() {
        progress.done();
        return new Interruption.Interrupted("interrupted; what was done is kept. Go on with:\n  " + again);
    }
}
