package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.job.DatasetProgress;
import dev.sartor.cli.job.DeliveryJob;
import dev.sartor.cli.job.TrainingJob;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.BaselineOptions;
import dev.sartor.cli.option.FromOption;
import dev.sartor.cli.option.GivenOptions;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.RecipeOptions;
import dev.sartor.cli.option.TeacherOption;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.option.TrustOption;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.option.quantisation.QuantisedTrainingOptions;
import dev.sartor.cli.output.BaselineText;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ModelCardText;
import dev.sartor.cli.output.QuantisedCardText;
import dev.sartor.cli.output.SearchRankingText;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.delivery.SearchRanking;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.delivery.TrainingRequest;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.delivery.quantisation.QuantisedModelTraining;
import dev.sartor.delivery.quantisation.QuantisedTrainingCard;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.search.front.Trial;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code sartor train}: trains an architecture to convergence. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train to convergence: an architecture, a trial of a run, or the best trials of a run.",
        description =
                "For a run, the front is measured on its devices, and the most accurate trials within the limits as"
                    + " measured are trained. They are ranked by validation accuracy; test images are used once, at"
                    + " the end. If the run's table is of an int8 device, accuracies are those in int8, and the best"
                    + " trial is exported in int8.",
        footer = {
            "",
            "After an interruption, the same command continues where it stopped.",
            "",
            "Examples:",
            "  sartor train results/first --epochs 30",
            "  sartor train results/first --best 3 --epochs 30",
            "  sartor train results/first --spread 8",
            "  sartor train results/first --epochs 30 --baselines all --seeds 3",
            "  sartor train results/first:12",
            "  sartor train results/first:12 --from results/first --epochs 10",
            "  sartor train results/first:12 --teacher results/first:30",
            "  sartor train results/first:12 --quantised",
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
    private QuantisedTrainingOptions quantised;

    @Mixin
    private FromOption from;

    @Mixin
    private TeacherOption teacher;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private ViaOption via;

    @Mixin
    private TrustOption trust;

    @Option(
            names = "--data",
            paramLabel = "D",
            description =
                    "A folder of images, or shapes, the built-in data set. Default: the data of the run, or of the run"
                            + " that --from names.")
    private String data;

    @Option(
            names = "--best",
            paramLabel = "K",
            defaultValue = "1",
            description =
                    "For a run: the number of trials to train, the most accurate within the limits as measured. The"
                            + " report ranks them. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 1, max = 10_000)
    private int best;

    @Option(
            names = "--spread",
            paramLabel = "K",
            description =
                    "For a run: train K more trials, spread evenly over all those within the limits from the best score"
                            + " of the search to the worst. They show how well the search ranks.")
    @IntegerRange(min = 1, max = 10_000)
    private Optional<Integer> spread;

    @Mixin
    private BaselineOptions baselines;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of initial weights and image order. With a run or --from, the seed of that run is used."
                    + " Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Long.MIN_VALUE)
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "Folder for weights and model card. A run has its own. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--overwrite",
            description = "Train again, and replace a model that was trained with other settings.")
    private boolean overwrite;

    @Mixin
    private JsonOption json;

    private Optional<QuantisedModelTraining.Request> int8Training = Optional.empty();

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        int8Training = quantised.request();
        Optional<TrialReference> run = data == null ? architecture.reference() : Optional.empty();
        if (run.isPresent()) {
            rejectOptionsUselessFor(run.get());
            trainRun(run.get(), progress);
        } else {
            UsageErrors.rejectIfGiven(
                    spec,
                    "only a run has a front to measure",
                    "omit it, or name a run without --data",
                    "--best",
                    "--spread",
                    "--baselines",
                    "--seeds",
                    "--via");
            trainArchitecture(progress);
        }
    }

    private void rejectOptionsUselessFor(TrialReference run) {
        UsageErrors.rejectIfGiven(
                spec,
                "trials of a run are trained as they were searched",
                "omit it, or add --data to train one trial outside its run",
                "--width",
                "--resolution",
                "--seed",
                "--out");
        if (baselines.choice().isEmpty()) {
            UsageErrors.rejectIfGiven(
                    spec, "there are no baselines to train with several seeds", "add --baselines", "--seeds");
        } else {
            UsageErrors.rejectIfGiven(
                    spec,
                    "baselines have no shared weights to start from, and all networks are trained alike",
                    "omit it, or omit --baselines",
                    "--from");
        }
        if (run.trial().isPresent()) {
            UsageErrors.rejectIfGiven(
                    spec,
                    "the argument names one trial",
                    "omit it, or name only the run: "
                            + SartorCommand.of("train").with(run.run().path()),
                    "--best",
                    "--spread");
        }
    }

    private void trainRun(TrialReference reference, ConsoleProgress progress) {
        Optional<TeacherReference> teaching = teacher.reference(
                reference.run().path(), reference.run().config().data());
        DeliveryJob job = DeliveryJob.open(
                reference.run(),
                via.commands(),
                trust.consent(),
                progress,
                threads.count(),
                Interruption.currentCommand(spec));
        Optional<RunSharedWeights> shared = from.sharedWeights();
        List<Integer> trials =
                reference.trial().isPresent() ? List.of(reference.trial().getAsInt()) : chosenTrials(job);
        baselines.choice().ifPresent(c -> job.requireChoosable(trials.getFirst(), c));
        List<ModelCard> ranked = job.train(trials, recipe.recipe(), shared, teaching, overwrite);
        Optional<QuantisedTrainingCard> trainedInInt8 = int8Training.map(r -> job.trainQuantised(ranked.getFirst(), r));
        Optional<QuantisedCard> int8 = job.deliverInt8(
                ranked.getFirst(),
                int8Training.map(QuantisedModelTraining.Request::options).orElse(QuantisationOptions.defaults()));
        SearchRanking ranking = job.ranking();
        SartorCommand trainMore = SearchRankingText.trainMore(
                reference.run(), GivenOptions.ofMixins(spec, "recipe", "from", "teacher", "threads", "via", "trust"));
        Optional<BaselineResults> compared =
                baselines.choice().map(c -> job.compare(ranked.getFirst(), c, baselines.seeds(), teaching, overwrite));
        if (json.isGiven()) {
            ranked.forEach(c -> ModelCardText.warning(c).ifPresent(progress::warn));
            List<ObjectNode> objects = ranked.stream()
                    .map(c -> ModelCardText.toJson(
                            c,
                            SearchRankingText.object(ranking, trainMore),
                            baselinesOf(c, compared),
                            int8.filter(i -> i.name().equals(c.name())),
                            trainedInInt8.filter(i -> i.name().equals(c.name()))))
                    .toList();
            JsonText.print(
                    best > 1 || spread.isPresent() ? objects : objects.getFirst(),
                    spec.commandLine().getOut());
            return;
        }
        ranked.stream().skip(1).forEach(c -> spec.commandLine().getOut().println(ModelCardText.accuracies(c)));
        ModelCard first = ranked.getFirst();
        SartorCommand next = SartorCommand.of("export")
                .with(Path.of(reference.run().path() + ":" + first.name()))
                .with(trainedInInt8.isPresent() ? List.of("--precision", "int8") : List.of())
                .with(GivenOptions.of(spec, "--weights", "--threads", "--via", "--trust"));
        print(first, job.files(Integer.parseInt(first.name())), next, progress);
        trainedInInt8.map(QuantisedCardText::of).ifPresent(spec.commandLine().getOut()::println);
        int8.map(QuantisedCardText::of)
                .ifPresent(lines -> lines.forEach(spec.commandLine().getOut()::println));
        SearchRankingText.of(ranking, trainMore).forEach(spec.commandLine().getOut()::println);
        compared.map(BaselineText::lines)
                .ifPresent(lines -> lines.forEach(spec.commandLine().getOut()::println));
    }

    /** The results of the baselines if they were compared with this model. */
    private static Optional<BaselineResults> baselinesOf(ModelCard card, Optional<BaselineResults> compared) {
        return compared.filter(r -> card.name().equals(Integer.toString(r.winner())));
    }

    /** The best trials of a run as measured, then those that {@code --spread} asks for. */
    private List<Integer> chosenTrials(DeliveryJob job) {
        Stream<Trial> bestTrials = job.choose(best).stream();
        Stream<Trial> spreadTrials = spread.map(job::sampleAcrossRanks).orElse(List.of()).stream();
        return Stream.concat(bestTrials, spreadTrials).map(Trial::id).distinct().toList();
    }

    private void trainArchitecture(ConsoleProgress progress) {
        Architecture requested = architecture.resolve();
        Optional<RunSharedWeights> shared = from.sharedWeights();
        String images = Optional.ofNullable(data)
                .or(() -> shared.flatMap(RunSharedWeights::data))
                .orElseThrow(() -> new UserError(
                        "no images to train on",
                        SartorCommand.of("train")
                                .with(Path.of(architecture.text()))
                                .text(),
                        "add --data with a folder of images or shapes"));
        shared.ifPresent(s -> {
            UsageErrors.rejectIfGiven(spec, "shared weights need the seed of their run", "omit it", "--seed");
            seed = s.seed();
        });
        Datasets.requireOutside(images, out);
        progress.println("opening " + images);
        Dataset dataset = Datasets.open(
                images,
                DatasetOptions.defaults()
                        .withShape(requested.input())
                        .withSeed(seed)
                        .withListener(new DatasetProgress(progress)));
        int8Training.ifPresent(_ -> PostTrainingQuantisation.requireCalibrationImages(dataset));
        Architecture trained = requested.withTask(dataset.task());
        ModelFiles files = ModelFiles.of(out, trained);
        var request = new TrainingRequest(
                trained,
                dataset,
                recipe.recipe().forImages(dataset.train().count()),
                seed,
                shared,
                teacher.reference(out, Optional.of(images)));
        var job = new TrainingJob(progress, threads.count(), Interruption.currentCommand(spec));
        ModelCard card = job.train(request, files, overwrite);
        Optional<QuantisedTrainingCard> trainedInInt8 = int8Training.map(
                r -> job.trainQuantised(new TrainedModel(trained.name(), files, card), trained, dataset, r));
        progress.clear();
        SartorCommand next = SartorCommand.of("export")
                .with(Path.of(architecture.text()))
                .with(GivenOptions.of(spec, "--width", "--resolution"))
                .with("--data", images)
                .with("--models", out)
                .with(trainedInInt8.isPresent() ? List.of("--precision", "int8") : List.of())
                .with(GivenOptions.of(spec, "--weights", "--threads"));
        if (json.isGiven()) {
            ModelCardText.warning(card).ifPresent(progress::warn);
            JsonText.print(
                    ModelCardText.toJson(card, trainedInInt8),
                    spec.commandLine().getOut());
            return;
        }
        print(card, files, next, progress);
        trainedInInt8.map(QuantisedCardText::of).ifPresent(spec.commandLine().getOut()::println);
    }

    private void print(ModelCard card, ModelFiles files, SartorCommand next, ConsoleProgress progress) {
        PrintWriter text = spec.commandLine().getOut();
        if (json.isGiven()) {
            ModelCardText.warning(card).ifPresent(progress::warn);
            JsonText.print(card, text);
            return;
        }
        text.println(ModelCardText.accuracies(card));
        ModelCardText.warning(card).ifPresent(v -> text.println("warning: " + v));
        text.println("weights in " + files.weights());
        text.println("next    " + next);
    }
}
