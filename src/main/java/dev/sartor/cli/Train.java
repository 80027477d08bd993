package dev.sartor.cli;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.Datasets;
import dev.sartor.data.OpenOptions;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.executor.Executor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor train ARCH --data D}: an architecture trained to convergence. */
@Command(name = "train", mixinStandardHelpOptions = true,
        description = "Train an architecture to convergence; leaves its weights and a card with its accuracies.",
        footer = {"", "Interrupted, the same command goes on where it stopped.", "",
            "Example: sartor train results/demo:12 --data shapes --epochs 30 --out models"})
final class Train implements Runnable {
    @Spec
    private CommandSpec spec;
    @Mixin
    private Verbosity verbosity;
    @Mixin
    private ArchitectureArgument architecture;
    @Mixin
    private RecipeOptions recipe;
    @Mixin
    private Threads threads;
    @Option(names = "--data", paramLabel = "D", required = true, description = "A folder of images, or shapes.")
    private String data;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "models", description = "Where weights and card go. Default: ${DEFAULT-VALUE}.")
    private Path out;
    @Option(names = "--json", description = "Print the card as JSON.")
    private boolean json;

    @Override
    public void run() {
        Progress progress = Progress.of(spec.commandLine().getErr(), verbosity);
        progress.say("opening " + data);
        Architecture plain = architecture.resolve();
        Dataset dataset = Datasets.open(data, OpenOptions.defaults().withShape(plain.input()).withSeed(seed));
        Architecture a = plain.withClasses(dataset.classes().size());
        ModelFiles files = new ModelFiles(out, a.name().replaceAll("[^A-Za-z0-9._-]+", "-"));
        progress.phase(Figures.format("training %s on %,d images of %s, %d threads, seed %d", a.name(), dataset.train().count(),
                dataset.name(), threads.count(), seed));
        ModelCard card = train(a, dataset, files, progress);
        progress.done();
        print(card, files);
    }

    private ModelCard train(Architecture a, Dataset dataset, ModelFiles files, Progress progress) {
        try (Executor executor = new Executor(threads.count())) {
            return new ModelTraining(executor, new TrainingProgress(progress), Interruption::requested)
                    .train(a, dataset, recipe.recipe(), seed, files);
        } catch (CancellationException e) {
            progress.done();
            throw new Interruption.Interrupted("interrupted; the training so far is kept. Go on with the same command:\n  sartor "
                    + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        }
    }

    private void print(ModelCard card, ModelFiles files) {
        PrintWriter text = spec.commandLine().getOut();
        if (json) {
            text.println(Json.text(card));
            return;
        }
        text.println(Figures.format("%s: %s test accuracy, %s validation accuracy", card.name(),
                Figures.percent(card.testAccuracy()), Figures.percent(card.validationAccuracy())));
        text.println("weights in " + files.weights());
    }
}
