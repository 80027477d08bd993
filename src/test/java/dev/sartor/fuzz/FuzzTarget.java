package dev.sartor.fuzz;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.FuzzedAccuracies;
import dev.sartor.arch.BlockStrings;
import dev.sartor.base.TimeRange;
import dev.sartor.base.UserError;
import dev.sartor.cli.output.PlanText;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.ImageCaches;
import dev.sartor.delivery.MeasuredFront;
import dev.sartor.delivery.ModelCard;
import dev.sartor.device.command.CommandDevice;
import dev.sartor.device.command.FuzzedOutput;
import dev.sartor.device.remote.FuzzedProtocol;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.TensorFile;
import dev.sartor.executor.training.FuzzedCheckpoint;
import dev.sartor.latency.foreign.ForeignFormat;
import dev.sartor.latency.foreign.TableImport;
import dev.sartor.latency.measuring.result.MeasurementLog;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.network.Precision;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.plan.PlannedSource;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.plan.TimePlan;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.run.FuzzedPlan;
import dev.sartor.search.run.RunFolder;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.ArchitectureFile;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The readers of files, texts and messages that other people and programs write. Whatever the input, a reader returns or throws a
 * {@link UserError}.
 */
public enum FuzzTarget {
    SPACE((input, folder) -> SpaceFile.read(write(folder, "space.yaml", input))),
    ARCHITECTURE((input, folder) -> ArchitectureFile.read(write(folder, "architecture.yaml", input))),
    BLOCK_STRING((input, _) -> BlockStrings.parse(text(input))),
    TABLE((input, folder) -> {
        writeCertificate(folder);
        LatencyTableFile.read(write(folder, "table.csv", input));
    }),
    CERTIFICATE((input, folder) -> {
        Files.copy(corpus("table").resolve("small.csv"), deleted(folder.resolve("table.csv")));
        write(folder, "table.json", input);
        LatencyTableFile.read(folder.resolve("table.csv"));
    }),
    FOREIGN_CSV((input, folder) -> importTable(ForeignFormat.CSV, "key=unit,ms=latency", input, folder)),
    FOREIGN_TFNAS((input, folder) -> importTable(ForeignFormat.TFNAS, "", input, folder)),
    FOREIGN_OFA((input, folder) -> importTable(ForeignFormat.OFA, "", input, folder)),
    FOREIGN_PROXYLESSNAS((input, folder) -> importTable(ForeignFormat.PROXYLESSNAS, "", input, folder)),
    IDX((input, folder) -> openData(input, "src/fuzz/data/idx", "train-images-idx3-ubyte", folder)),
    CIFAR((input, folder) -> openData(input, "src/fuzz/data/cifar", "data_batch_1.bin", folder)),
    IMAGE((input, folder) -> openData(input, "src/fuzz/data/images", "train/a/1.png", folder)),
    DEVICE_FILE((input, folder) -> CommandDevice.commands(
            // CommandSpec: device file, threads, batch size, precision, settings
            new CommandSpec(write(folder, "device.yaml", input).toString(), 1, 1, Precision.FP32, Map.of()))),
    DEVICE_SPEC((input, _) -> parseTwice(DeviceSpec::parse, DeviceSpec::text, input)),
    ACCURACY_SPEC((input, _) -> parseTwice(AccuracySpec::parse, AccuracySpec::text, input)),
    LIMIT((input, _) -> Limit.parse(text(input))),
    OBJECTIVE((input, _) -> Objective.parse(text(input))),
    ALGORITHM((input, _) -> Algorithm.parse(text(input))),
    AGENT_REQUESTS(FuzzedProtocol::requests),
    AGENT_REPLIES((input, _) -> FuzzedProtocol.replies(input)),
    RUN_CONFIG((input, folder) -> run(folder, "config.yaml", input).config()),
    PLAN((input, _) -> showPlan(FuzzedPlan.read(text(input)))),
    RUN_ENVIRONMENT((input, folder) -> run(folder, "environment.json", input).environment()),
    TRIAL_LOG((input, folder) -> run(folder, "trials.jsonl", input).trials()),
    MEASURED_FRONT((input, folder) -> {
        write(folder, "measured.json", input);
        MeasuredFront.read(folder);
    }),
    MODEL_CARD((input, folder) -> ModelCard.read(write(folder, "model.json", input))),
    TENSOR_FILE((input, folder) -> TensorFile.read(write(folder, "model.weights", input), "weights")),
    WEIGHTS((input, folder) -> TensorFile.read(write(folder, "model.weights", withChecksum(input)), "weights")),
    CHECKPOINT((input, folder) -> FuzzedCheckpoint.read(withChecksum(input), folder.resolve("model.checkpoint"))),
    MEASUREMENT_LOG(FuzzTarget::openMeasurement),
    ACCURACY_TABLE((input, folder) -> FuzzedAccuracies.table(input, folder.resolve("known.csv"), Spaces.SMALL)),
    DEVICE_OUTPUT((input, _) -> FuzzedOutput.times(text(input))),
    RUNG_RESULTS(FuzzedAccuracies::rungs),
    IMAGE_CACHE(FuzzTarget::openCache),
    LIVE_PAGE((input, _) -> LivePage.request(input));

    /** Spaces that inputs refer to. */
    private static final class Spaces {
        private static final SearchSpace SMALL = SpaceFile.read(Path.of("search-spaces/nas-bench-macro.yaml"));
    }

    /** Reads one input. */
    @FunctionalInterface
    interface Reader {
        void read(byte[] input, Path folder) throws IOException;
    }

    private final Reader reader;

    FuzzTarget(Reader reader) {
        this.reader = reader;
    }

    /**
     * Reads an input.
     *
     * @param folder an existing folder for temporary files, used for this target alone
     */
    public void read(byte[] input, Path folder) throws IOException {
        try {
            reader.read(input, folder);
        } catch (UserError e) {
            if (e.text().lines().count() < 3) {
                throw new IllegalStateException("an error without three lines: " + e.text(), e);
            }
        }
    }

    /** The committed inputs of this target: small valid files, and those that once found a fault. */
    public List<byte[]> corpus() throws IOException {
        try (Stream<Path> files = Files.list(corpusFolder())) {
            return files.sorted().map(FuzzTarget::bytes).toList();
        }
    }

    /** The name in commands and of the folder of the corpus. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The folder of the committed inputs. */
    Path corpusFolder() {
        return corpus(word());
    }

    /** The target of a {@link #word}. */
    static FuzzTarget ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The targets of words that are separated by commas, or {@code all}. */
    static List<FuzzTarget> ofWords(String words) {
        return words.equals("all")
                ? List.of(values())
                : Stream.of(words.split(",")).map(FuzzTarget::ofWord).toList();
    }

    private static Path corpus(String target) {
        return Path.of("src/fuzz/corpus", target);
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path folder, String name, byte[] input) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, input);
    }

    /** The path of a file, which is deleted if it exists. */
    private static Path deleted(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file;
    }

    /** Writes the certificate of table.csv. */
    private static void writeCertificate(Path folder) throws IOException {
        Files.copy(corpus("certificate").resolve("small.json"), deleted(folder.resolve("table.json")));
    }

    private static void importTable(ForeignFormat format, String columns, byte[] input, Path folder)
            throws IOException {
        new TableImport(format, columns, Optional.empty(), "a device")
                .read(write(folder, "foreign.csv", input), "foreign", InstantSource.fixed(Instant.EPOCH));
    }

    /** A file of tensors whose checksum is right, so that the code after the check is reached. */
    private static byte[] withChecksum(byte[] input) {
        int length = Math.max(0, input.length - Long.BYTES);
        var checksum = new CRC32C();
        checksum.update(input, 0, length);
        return ByteBuffer.allocate(length + Long.BYTES)
                .put(input, 0, length)
                .putLong(checksum.getValue())
                .array();
    }

    private static void openMeasurement(byte[] input, Path folder) throws IOException {
        // MeasurementLog.Subject: device, software, models, their hash, rounds, seed
        var subject = new MeasurementLog.Subject("cpu,threads=1 on a", "b", 2, "c", 30, 1);
        var measured = new Measurements();
        MeasurementLog.open(write(folder, "table.measurements.jsonl", input), subject, measured)
                .close();
        measured.uncorrectedMediansMs();
        measured.disturbedProbes();
        measured.latencyByRoundMs("unit");
        measured.timerGrain().ms();
    }

    private static void openCache(byte[] input, Path folder) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        var caches = new ImageCaches(folder.resolve("caches"), 1 << 20, 0);
        caches.use(data.toString(), "", 4, 2, cache -> folder);
        try (Stream<Path> files = Files.list(folder.resolve("caches"))) {
            Path cache = files.filter(Files::isDirectory).findFirst().orElseThrow();
            Files.write(cache.resolve("images.log"), input);
            Files.write(cache.resolve("pixels"), new byte[12]);
        }
        caches.use(data.toString(), "", 4, 2, cache -> {
            // FileVersion: path, bytes, time of the last change in ns, number of the file
            cache.find(new FileVersion("a/1.png", 3, 5, 7))
                    .ifPresent(image -> cache.pixels().copy(image.index(), new byte[4], 0));
            cache.write(cache.reserve(1), new byte[4]);
            return folder;
        });
    }

    /** Opens a copy of a small data set in which one file is the input. */
    private static void openData(byte[] input, String original, String file, Path folder) throws IOException {
        Path data = folder.resolve("data");
        if (!Files.exists(data)) {
            copy(Path.of(original), data);
        }
        write(data, file, input);
        Datasets.open(data.toString(), DatasetOptions.defaults());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path f : files.toList()) {
                Path target = to.resolve(from.relativize(f).toString());
                if (Files.isDirectory(f)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(f, target);
                }
            }
        }
    }

    /** The lines that a search prints about a plan, each with text and without line breaks. */
    private static void showPlan(PlannedTraining training) {
        double seconds = training.time().toMillis() / 1e3;
        var measuring = new TimeRange(0, training.measuring().toMillis() / 1e3);
        var plan = new TimePlan(
                PlannedSource.SCORES,
                "a reason",
                AccuracySpec.parse("naswot"),
                Algorithm.parse("nsga2"),
                Budget.of(1),
                training,
                List.of(
                        new TimePlan.Stage("measuring", training.finalists() + " networks", measuring),
                        new TimePlan.Stage(
                                "training", training.epochs() + " epochs", new TimeRange(seconds, seconds))));
        if (PlanText.of(plan).stream()
                .anyMatch(line -> line.isBlank() || line.lines().count() != 1)) {
            throw new IllegalStateException("not lines of text: " + PlanText.of(plan));
        }
    }

    private static RunFolder run(Path folder, String file, byte[] input) throws IOException {
        Path run = folder.resolve("run");
        if (!Files.exists(run)) {
            copy(Path.of("src/fuzz/data/run"), run);
        }
        write(run, file, input);
        return RunFolder.open(run);
    }

    /** What was parsed has a text that parses to itself. */
    private static <T> void parseTwice(Function<String, T> parser, Function<T, String> text, byte[] input) {
        T value = parser.apply(text(input));
        if (!parser.apply(text.apply(value)).equals(value)) {
            throw new IllegalStateException("'" + text.apply(value) + "' is not the text of " + value);
        }
    }
}
