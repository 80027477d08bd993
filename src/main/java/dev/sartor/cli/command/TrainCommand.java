package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.FromOption;
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

/** {@code sartor train}: an architecture trained to convergence. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train to convergence: an architecture, a trial of a run, or a run's best.",
        description =
                "A run's best is chosen by measuring the front on its devices: the most accurate that holds the limits"
                        + " there. Ranks are by validation images; test images are looked at once, at the end.",
        footer = {
            "",
            "Interrupted, the same command goes on where it stopped.",
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
            description = "A folder of images, or shapes. A run has its own, and --from takes them.")
    private String data;

    @Option(
            names = "--best",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "Of a run: how many to train, the most accurate that hold the limits when measured; their ranks"
                            + " afterwards are in the report. Default: ${DEFAULT-VALUE}.")
    private int best;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of weights and order; a run has its own, and --from takes it. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "Where weights and card go; those of a run go into its folder. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(names = "--json", description = "Print the card as JSON.")
    private boolean json;

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Optional<TrialReference> run = data == null ? architecture.reference() : Optional.empty();
        if (best < 1) {
            throw new UserError("there is nothing to train: --best " + best, "--best", "give 1 or more");
        }
        // what is wrong with the options is said before anything is measured
        recipe.recipe();
        if (run.isPresent()) {
            refuseOfRun(run.get());
            ofRun(run.get(), progress);
        } else {
            UsageErrors.refuse(
                    spec,
                    "only a run has a front to be measured",
                    "leave it out, or give a run without --data",
                    "--best",
                    "--via");
            alone(progress);
        }
    }

    private void refuseOfRun(TrialReference run) {
        UsageErrors.refuse(
                spec,
                "a network of a run is trained as it was searched",
                "leave it out, or add --data to train one trial apart from its run",
                "--width",
                "--resolution",
                "--seed",
                "--out");
        if (run.trial().isPresent()) {
            UsageErrors.refuse(
                    spec,
                    "one trial is named",
                    "leave it out, or name the run alone: sartor train "
                            + run.run().path(),
                    "--best");
        }
    }

    private void ofRun(TrialReference wanted, ConsoleProgress progress) {
        DeliveryJob step = DeliveryJob.open(
                wanted.run(), via.command(), progress, threads.count(), Interruption.sameCommand(spec));
        Optional<RunSharedWeights> shared = from.open();
        List<ModelCard> ranked = wanted.trial().isPresent()
                ? List.of(step.train(wanted.trial().getAsInt(), recipe.recipe(), shared, teacher))
                : step.train(step.choose(best), recipe.recipe(), shared, teacher);
        if (json && best > 1) {
            spec.commandLine().getOut().println(JsonText.text(ranked));
            return;
        }
        ranked.stream().skip(1).forEach(c -> spec.commandLine().getOut().println(accuracies(c)));
        print(
                ranked.getFirst(),
                step.files(Integer.parseInt(ranked.getFirst().name())),
                "sartor export " + wanted.run().path());
    }

    private void alone(ConsoleProgress progress) {
        Architecture plain = architecture.resolve();
        Optional<RunSharedWeights> shared = from.open();
        String images = Optional.ofNullable(data)
                .or(() -> shared.flatMap(RunSharedWeights::data))
                .orElseThrow(() -> new UserError(
                        "no images to train on",
                        "sartor train " + architecture.text(),
                        "add --data with a folder of images or shapes"));
        shared.ifPresent(s -> {
            UsageErrors.refuse(spec, "shared weights go with the seed of their run", "leave it out", "--seed");
            seed = s.seed();
        });
        progress.say("opening " + images);
        Dataset dataset = Datasets.open(
                images, DatasetOptions.defaults().withShape(plain.input()).withSeed(seed));
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
        progress.done();
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
                            teacher.open(dataset, out))
                    .train(a, dataset, recipe.recipe(), seed, files, shared);
        } catch (CancellationException e) {
            progress.done();
            throw new Interruption.Interrupted(
                    "interrupted; the training so far is kept. Go on with the same command:\n  "
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
        if (json) {
            text.println(JsonText.text(card));
            return;
        }
        text.println(accuracies(card));
        text.println("weights in " + files.weights());
        text.println("next    " + next);
    }
}
