package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.job.DatasetProgress;
import dev.sartor.cli.job.DeliveryJob;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.GivenOptions;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.option.TrustOption;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.option.quantisation.PrecisionOptions;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ModelCardText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.QuantisedCardText;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.delivery.LiteRtModelExport;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.ModelExport;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.SafetensorsExport;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.delivery.TrainingCommand;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.delivery.quantisation.QuantisedLiteRtExport;
import dev.sartor.delivery.quantisation.QuantisedModelExport;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.network.Precision;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.search.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor export}: writes a trained model as a verified ONNX file, or for another runtime. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write a trained model as an ONNX file, verify it and measure its latency; or as a LiteRT file.",
        description = "An ONNX file is written only if the outputs of ONNX Runtime and of the built-in engine for test"
                + " images agree within 1e-4; one in 8-bit integers, only if they are equal.",
        footer = {
            "",
            "Examples:",
            "  sartor export results/first -o model.onnx",
            "  sartor export results/first --precision int8 -o model.int8.onnx",
            "  sartor export results/first -o model.tflite",
            "  sartor export results/first --precision int8 -o model.int8.tflite",
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

    @Mixin
    private TrustOption trust;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the file here, or a copy of the ONNX file.")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "D",
            description = "The data that the model was trained on. Needed for ONNX files, except of a run.")
    private String data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            defaultValue = "models",
            description = "The folder that sartor train wrote the weights to. Default: ${DEFAULT-VALUE}.")
    private Path models;

    @Option(
            names = "--table",
            paramLabel = "T",
            description = "Measure on the device of this table. Not needed for a run. Can be repeated.")
    private List<String> tables = List.of();

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "onnx, litert, or safetensors: the weights for PyTorch, see src/docs/pytorch/README.md."
                    + " Default: that of the file's extension, or onnx.")
    private ExportFormat format;

    @Option(
            names = "--operators",
            paramLabel = "O",
            defaultValue = "standard",
            description =
                    "standard, or basic: write hard sigmoid and h-swish as Add, Clip and Mul. Use basic for OpenCV,"
                            + " which reads squeeze-and-excite with hard sigmoid wrongly. Default: standard.")
    private ActivationOperators operators;

    @Mixin
    private PrecisionOptions precision;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        ExportFormat chosen = ExportFormat.of(Optional.ofNullable(format), Optional.ofNullable(out));
        if (out != null) {
            AtomicFile.requireWritable(out);
        }
        Optional<TrialReference> run = data == null ? architecture.reference() : Optional.empty();
        if (run.isPresent()) {
            exportTrial(run.get(), chosen, progress);
        } else {
            exportArchitecture(
                    chosen,
                    int8(chosen, Precision.FP32)
                            .map(o -> o.withStem(precision.stem(() -> RunDevices.int8Stem(tableFiles())))),
                    progress);
        }
    }

    /**
     * How to quantise; empty for 32-bit floats. A safetensors file has no int8 form, so without options it is in floats even in
     * a run for an 8-bit device.
     *
     * @param ofRun the precision of the run's devices
     */
    private Optional<QuantisationOptions> int8(ExportFormat chosen, Precision ofRun) {
        Optional<QuantisationOptions> int8 =
                precision.int8(chosen == ExportFormat.SAFETENSORS ? Precision.FP32 : ofRun);
        int8.ifPresent(_ -> requireInt8Allowed(chosen));
        return int8;
    }

    private void requireInt8Allowed(ExportFormat chosen) {
        if (chosen == ExportFormat.SAFETENSORS) {
            throw new UserError(
                    "there is no int8 form of a " + chosen.token() + " file",
                    Interruption.currentCommand(spec),
                    "write an ONNX or LiteRT file, or omit --precision");
        }
        UsageErrors.rejectIfGiven(
                spec,
                "8-bit models have only ONNX's standard operators",
                "omit it, or add --precision fp32",
                "--operators");
    }

    private void exportTrial(TrialReference reference, ExportFormat chosen, ConsoleProgress progress) {
        RunFolder run = reference.run();
        int trial = reference
                .trial()
                .orElseGet(() -> ModelCard.bestTrained(run)
                        .orElseThrow(() -> new UserError(
                                "the run has no trained trial",
                                run.path().toString(),
                                "train the best one: " + TrainingCommand.ofBest(run, run.trials()))));
        Optional<QuantisationOptions> int8 =
                int8(chosen, run.trial(trial).costs().precision());
        if (chosen != ExportFormat.ONNX && int8.isEmpty()) {
            // neither images nor tables of the run are needed
            writeUnverified(chosen, TrainedModel.open(run, trial), reference.architecture(trial));
            return;
        }
        DeliveryJob job = DeliveryJob.open(
                run, via.commands(), trust.consent(), progress, threads.count(), Interruption.currentCommand(spec));
        int8 = int8.map(o -> o.withStem(precision.stem(job::int8Stem)));
        if (chosen == ExportFormat.LITERT) {
            print(job.exportLiteRt(trial, int8.orElseThrow(), Optional.ofNullable(out)));
        } else if (int8.isPresent()) {
            copyAndPrint(job.export(trial, int8.get()), job.files(trial));
        } else {
            copyAndPrint(job.export(trial, operators), job.files(trial), progress);
        }
    }

    /** Writes a file that is not verified, since no runtime in this program can run it. */
    private void writeUnverified(ExportFormat chosen, TrainedModel model, Architecture trained) {
        Optional<Path> file = Optional.ofNullable(out);
        switch (chosen) {
            case LITERT -> print(chosen, LiteRtModelExport.write(model, trained, file));
            case SAFETENSORS -> print(chosen, SafetensorsExport.write(model, trained, file));
            case ONNX -> throw new IllegalArgumentException("An ONNX file is verified");
        }
    }

    private void exportArchitecture(ExportFormat chosen, Optional<QuantisationOptions> int8, ConsoleProgress progress) {
        Architecture requested = architecture.resolve();
        if (data == null && (chosen == ExportFormat.ONNX || int8.isPresent())) {
            throw new UserError(
                    int8.isPresent() ? "no images to calibrate the 8-bit form on" : "no images to verify the file with",
                    command("export").text(),
                    "add --data with the images that the model was trained on");
        }
        if (data != null && out != null) {
            Datasets.requireOutside(data, out);
        }
        TrainedModel model = TrainedModel.open(
                requested.name(),
                ModelFiles.of(models, requested),
                command("train").text());
        Architecture trained = model.architecture().orElse(requested);
        model.requireArchitecture(architecture.resolveFor(trained));
        if (chosen == ExportFormat.ONNX) {
            exportOnnx(requested, trained, model, int8, progress);
        } else if (int8.isPresent()) {
            exportLiteRt(trained, model, int8.get(), progress);
        } else {
            writeUnverified(chosen, model, trained);
        }
    }

    private void exportLiteRt(
            Architecture trained, TrainedModel model, QuantisationOptions int8, ConsoleProgress progress) {
        Dataset dataset = dataset(trained, model, progress);
        try (Executor executor = new Executor(threads.count())) {
            print(new QuantisedLiteRtExport(executor, progress::warn)
                    .export(model, trained.withTask(dataset.task()), dataset, int8, Optional.ofNullable(out)));
        }
    }

    private Dataset dataset(Architecture trained, TrainedModel model, ConsoleProgress progress) {
        return Datasets.open(
                data,
                DatasetOptions.defaults()
                        .withShape(trained.input())
                        .withSeed(model.card().seed())
                        .withListener(new DatasetProgress(progress)));
    }

    private void exportOnnx(
            Architecture requested,
            Architecture trained,
            TrainedModel model,
            Optional<QuantisationOptions> int8,
            ConsoleProgress progress) {
        Dataset dataset = dataset(trained, model, progress);
        progress.phase("exporting " + requested.name() + ", comparing it with the built-in engine on test images");
        try (Executor executor = new Executor(threads.count());
                RunDevices devices = RunDevices.open(tableFiles(), via.commands(), trust.consent())) {
            Architecture network = trained.withTask(dataset.task());
            if (int8.isPresent()) {
                copyAndPrint(
                        new QuantisedModelExport(
                                        executor,
                                        MeasurementProtocol.forOneNetwork(),
                                        System::nanoTime,
                                        new ProfilingProgress(progress),
                                        progress::warn)
                                .export(model, network, dataset, devices, int8.get()),
                        model.files());
                return;
            }
            copyAndPrint(
                    new ModelExport(
                                    executor,
                                    MeasurementProtocol.forOneNetwork(),
                                    System::nanoTime,
                                    new ProfilingProgress(progress),
                                    progress::warn,
                                    operators)
                            .export(model, network, dataset, devices),
                    model.files(),
                    progress);
        } catch (InterruptedException e) {
            throw new Interruption.Interrupted("interrupted while measuring; the verified file is "
                    + (int8.isPresent()
                            ? model.files().int8Onnx()
                            : model.files().onnx()));
        }
    }

    private List<Path> tableFiles() {
        return tables.stream().map(TableArgument::file).toList();
    }

    /** The {@code train} or {@code export} command for the same architecture and data. */
    private SartorCommand command(String name) {
        SartorCommand command = SartorCommand.of(name)
                .with(Path.of(architecture.text()))
                .with(GivenOptions.of(spec, "--width", "--resolution"));
        boolean train = name.equals("train");
        if (data != null || train) {
            command = command.with("--data", data == null ? "FOLDER" : data);
        }
        return command.with(train ? "--out" : "--models", models);
    }

    private void print(ExportFormat written, Path file) {
        PrintWriter text = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(Map.of(written.token(), file.toString()), text);
        } else {
            text.println((written == ExportFormat.SAFETENSORS ? "weights " : "model   ") + file);
        }
    }

    private void print(QuantisedLiteRtExport.Result result) {
        PrintWriter text = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(result, text);
            return;
        }
        QuantisedCardText.of(result).forEach(text::println);
        text.println("model   " + result.litert());
    }

    private void copyAndPrint(QuantisedCard card, ModelFiles files) {
        copy(files.int8Onnx());
        PrintWriter text = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(card, text);
            return;
        }
        QuantisedCardText.of(card).forEach(text::println);
        text.println("model   " + (out == null ? files.int8Onnx() : out));
    }

    /** Copies a model file to where the user wants it, if that was given. */
    private void copy(Path model) {
        if (out != null) {
            AtomicFile.write(out, stream -> Files.copy(model, stream));
        }
    }

    private void copyAndPrint(ModelCard card, ModelFiles files, ConsoleProgress progress) {
        copy(files.onnx());
        PrintWriter text = spec.commandLine().getOut();
        if (json.isGiven()) {
            ModelCardText.warning(card).ifPresent(progress::warn);
            JsonText.print(card, text);
            return;
        }
        ModelCardText.lines(card).forEach(text::println);
        text.println("model   " + (out == null ? files.onnx() : out));
    }
}
