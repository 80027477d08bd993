package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ModelCardText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelExport;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunDevices;
import dev.sartor.executor.Executor;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.table.LatencyTables;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor export}: a trained model as a checked ONNX file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write a trained model as ONNX, checked on real images and measured.",
        description = "The file is kept only if ONNX Runtime computes from it what the built-in engine computes, within"
                + " 1e-4.",
        footer = {
            "",
            "Examples:",
            "  sartor export results/first -o model.onnx",
            "  sartor export mobilenet-v3-small --resolution 64 --data photos --models models -o model.onnx"
        })
public final class ExportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ArchitectureArgument architecture;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private ViaOption via;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "A copy of the ONNX file; a run keeps its own in any case.")
    private Path out;

    @Option(names = "--data", paramLabel = "D", description = "What it was trained on; a run knows.")
    private String data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "Where sartor train left the weights. Default: ${DEFAULT-VALUE}.")
    private Path models;

    @Option(
            names = "--table",
            paramLabel = "T",
            description = "Measure on this table's device; a run has its own tables. Repeatable.")
    private List<String> tables = List.of();

    @Option(names = "--json", description = "Print the card as JSON.")
    private boolean json;

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Optional<TrialReference> run = data == null ? architecture.reference() : Optional.empty();
        if (run.isPresent()) {
            DeliveryJob step = DeliveryJob.open(
                    run.get().run(), via.command(), progress, threads.count(), Interruption.sameCommand(spec));
            int trial = run.get()
                    .trial()
                    .orElseGet(() -> step.trained()
                            .orElseThrow(() -> new UserError(
                                    "no trial of the run is trained",
                                    run.get().run().path().toString(),
                                    "train its best: sartor train "
                                            + run.get().run().path())));
            finish(step.export(trial), step.files(trial));
        } else {
            alone(progress);
        }
    }

    private void alone(ConsoleProgress progress) {
        Architecture plain = architecture.resolve();
        if (data == null) {
            throw new UserError(
                    "no images to compare on",
                    "sartor export " + architecture.text(),
                    "add --data with the images it was trained on");
        }
        ModelFiles files = ModelFiles.of(models, plain);
        files.requireTrained(plain);
        long seed = Files.exists(files.card()) ? ModelCard.read(files.card()).seed() : 1;
        Dataset dataset = Datasets.open(
                data, DatasetOptions.defaults().withShape(plain.input()).withSeed(seed));
        progress.phase("exporting " + plain.name() + ", comparing with the executor on real images");
        try (Executor executor = new Executor(threads.count());
                RunDevices devices = RunDevices.open(
                        LatencyTables.readTogether(
                                tables.stream().map(TableArgument::file).toList()),
                        via.command())) {
            finish(
                    new ModelExport(
                                    executor,
                                    MeasurementProtocol.forOneNetwork(),
                                    System::nanoTime,
                                    new ProfilingProgress(progress))
                            .export(
                                    plain.withTask(dataset.task()),
                                    dataset,
                                    files,
                                    devices,
                                    "sartor " + Release.version()),
                    files);
        } catch (InterruptedException e) {
            throw new Interruption.Interrupted("interrupted while measuring; the checked file is " + files.onnx());
        }
    }

    private void finish(ModelCard card, ModelFiles files) {
        if (out != null) {
            AtomicFile.write(out, stream -> Files.copy(files.onnx(), stream));
        }
        PrintWriter text = spec.commandLine().getOut();
        if (json) {
            text.println(JsonText.text(card));
            return;
        }
        ModelCardText.of(card).forEach(text::println);
        text.println("model   " + (out == null ? files.onnx() : out));
    }
}
