package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.FromOption;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.RecipeOptions;
import dev.sartor.cli.option.TeacherOption;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.executor.Executor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor train}: trains an architecture to convergence. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train to convergence: an architecture, a trial of a run, or the best trials of a run.",
        description =
                "For a run, the front is measured on its devices, and the most accurate trials within the limits as"
                        + " measured are trained. They are ranked by validation accuracy; test images are used once, at"
                        + " the end.",
        footer = {
            "",
            "After an interruption, the same command continues where it stopped.",
            "",
            "Examples:",
            "  sartor train results/first --epochs 30",
            "  sartor train results/first --best 3 --epochs 30",
            "  sartor train results/first:12",
            "  sartor train results/first:12 --from results/first --epochs 10",
            "  sartor train results/first:12 --teacher results/first:30",
            "  sartor train mobilenet-v3-small --resolution 64 --data photos --out models"
        })
public final class TrainCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ArchitectureArgument architecture;

    @Mixin
    private RecipeOptions recipe;

    @Mixin
    private FromOption from;

    @Mixin
    private TeacherOption teacher;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private ViaOption via;

    @Option(
            names = "--data",
            paramLabel = "D",
            description =
                    "A folder of images, or shapes. Default: the data of the run, or of the run that --from names.")
    private String data;

    @Option(
            names = "--best",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "For a run: the number of trials to train, the most accurate within the limits as measured. The"
                            + " report ranks them. Default: ${DEFAULT-VALUE}.")
    private int best;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed of weights and image order; a run and --from use that of the run. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "Folder for weights and model card; for a run, always its own. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Optional<TrialReference> run = data == null ? architecture.reference() : Optional.empty();
        if (best < 1) {
            throw new UserError("nothing to train: --best " + best, "--best", "use 1 or more");
        }
        // report wrong options before anything is measured
        recipe.recipe();
        if (run.isPresent()) {
            rejectRunOptions(run.get());
            trainRun(run.get(), progress);
        } else {
            UsageErrors.reject(
                    spec,
                    "only a run has a front to measure",
                    "omit it, or name a run without --data",
                    "--best",
                    "--via");
            trainArchitecture(progress);
        }
    }

    private void rejectRunOptions(TrialReference run) {
        UsageErrors.reject(
                spec,
                "trials of a run are trained as they were searched",
                "omit it, or add --data to train one trial outside its run",
                "--width",
                "--resolution",
                "--seed",
                "--out");
        if (run.trial().isPresent()) {
            UsageErrors.reject(
                    spec,
                    "the argument names one trial",
                    "omit it, or name only the run: sartor train " + run.run().path(),
                    "--best");
        }
    }

    private void trainRun(TrialReference reference, ConsoleProgress progress) {
        Optional<TeacherReference> teaching = teacher.reference(reference.run().path());
        DeliveryJob job = DeliveryJob.open(
                reference.run(), via.command(), progress, threads.count(), Interruption.sameCommand(spec));
        Optional<RunSharedWeights> shared = from.open();
        List<ModelCard> ranked = reference.trial().isPresent()
                ? List.of(job.train(reference.trial().getAsInt(), recipe.recipe(), shared, teaching))
                : job.train(job.choose(best), recipe.recipe(), shared, teaching);
        if (json.given() && best > 1) {
            spec.commandLine().getOut().println(JsonText.text(ranked));
            return;
        }
        ranked.stream().skip(1).forEach(c -> spec.commandLine().getOut().println(accuracies(c)));
        print(
                ranked.getFirst(),
                job.files(Integer.parseInt(ranked.getFirst().name())),
                "sartor export " + reference.run().path());
    }

    private void trainArchitecture(ConsoleProgress progress) {
        Architecture plain = architecture.resolve();
        Optional<RunSharedWeights> shared = from.open();
        String images = Optional.ofNullable(data)
                .or(() -> shared.flatMap(RunSharedWeights::data))
                .orElseThrow(() -> new UserError(
                        "no images to train on",
                        "sartor train " + architecture.text(),
                        "add --data with a folder of images or shapes"));
        shared.ifPresent(s -> {
            UsageErrors.reject(spec, "shared weights need the seed of their run", "omit it", "--seed");
            seed = s.seed();
        });
        Datasets.requireOutside(images, out);
        progress.println("opening " + images);
        Dataset dataset = Datasets.open(
                images,
                DatasetOptions.defaults()
                        .withShape(plain.input())
                        .withSeed(seed)
                        .withListener(new DatasetProgress(progress)));
        Architecture a = plain.withTask(dataset.task());
        ModelFiles files = ModelFiles.of(out, a);
        progress.phase(ConsoleFormat.format(
                "training %s on %,d images of %s%s, %d threads, seed %d",
                a.name(),
                dataset.train().count(),
                dataset.name(),
                shared.map(s -> " from the shared weights of " + s.name()).orElse(""),
                threads.count(),
                seed));
        ModelCard card = train(a, dataset, files, shared, progress);
        progress.clear();
        print(card, files, "sartor export " + architecture.text() + " --data " + images + " --models " + out);
    }

    private ModelCard train(
            Architecture a,
            Dataset dataset,
            ModelFiles files,
            Optional<RunSharedWeights> shared,
            ConsoleProgress progress) {
        try (Executor executor = new Executor(threads.count())) {
            return new ModelTraining(
                            executor,
                            new TrainingProgress(progress),
                            Interruption::requested,
                            teacher.reference(out).map(t -> t.read(dataset)))
                    .train(a, dataset, recipe.recipe(), seed, files, shared);
        } catch (CancellationException e) {
            progress.clear();
            throw new Interruption.Interrupted(
                    "interrupted; the training so far is kept. Continue with the same command:\n  "
                            + Interruption.sameCommand(spec));
        }
    }

    private static String accuracies(ModelCard card) {
        return ConsoleFormat.format(
                "%s: %s test accuracy, %s validation accuracy",
                card.name(),
                ConsoleFormat.percent(card.testAccuracy()),
                ConsoleFormat.percent(card.validationAccuracy()));
    }

    private void print(ModelCard card, ModelFiles files, String next) {
        PrintWriter text = spec.commandLine().getOut();
        if (json.given()) {
            text.println(JsonText.text(card));
            return;
        }
        text.println(accuracies(card));
        text.println("weights in " + files.weights());
        text.println("next    " + next);
    }
}
