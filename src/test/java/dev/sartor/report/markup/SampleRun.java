package dev.sartor.report.markup;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.prediction.SpaceLatencyPredictor;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.network.Lowering;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunSession;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A real search of a tiny space with a synthetic latency table and synthetic accuracies. */
public final class SampleRun {
    public static final String TABLE = "tiny-cpu";
    /** The number of classes of the data set; it differs from that in the space's file. */
    public static final int CLASSES = 7;

    private static final long SEED = 3;
    private static final Algorithm ALGORITHM = Algorithm.NSGA2;

    private final Path folder;

    /** @param folder for the space, the table, and the run {@code run} */
    public SampleRun(Path folder) {
        this.folder = folder;
    }

    public Path spaceFile() {
        return folder.resolve("tiny.yaml");
    }

    public Path tableFile() {
        return folder.resolve(TABLE + ".csv");
    }

    /** Runs the search and closes the run. */
    public SearchResult search(int trials, String limit) throws IOException {
        Files.writeString(spaceFile(), ReportResource.text("/dev/sartor/search/tiny.yaml"));
        SearchSpace space = SpaceFile.read(spaceFile()).withClasses(CLASSES);
        writeTable(space);
        List<Objective> objectives = SearchProblem.defaultObjectivesWithLatency();
        List<Limit> limits = List.of(Limit.parse(limit));
        Budget budget = Budget.of(trials);
        var config = new RunConfig(
                spaceFile(),
                Optional.of("shapes"),
                List.of(tableFile()),
                MissingUnitPolicy.REFUSE,
                objectives,
                limits,
                AccuracySpec.DEFAULT_TRAINING,
                ALGORITHM,
                budget,
                SEED);
        var environment = RunEnvironment.here(
                Instant.parse("2026-11-22T14:08:00Z"),
                "sartor search --space tiny.yaml --limit '" + limit + "'",
                Map.of("sartor", "0.1.0"),
                Map.of("space", "00ff"));
        var latency = new SpaceLatencyPredictor(space, new LatencyPredictor(LatencyTableFile.read(tableFile())));
        var problem = new SearchProblem(
                space, new CostModel(space, new TreeMap<>(Map.of(TABLE, latency))), objectives, limits);
        try (RunSession session = RunSession.create(runFolder(), config, environment)) {
            return new Search(
                            problem,
                            new SyntheticAccuracies(),
                            ALGORITHM,
                            budget,
                            SEED,
                            session.trials(),
                            SearchListener.NONE,
                            System::nanoTime)
                    .run(1, Cancellation.NEVER);
        }
    }

    public Path runFolder() {
        return folder.resolve("run");
    }

    public RunFolder run() {
        return RunFolder.open(runFolder());
    }

    /** A table in which each unit takes 1 µs plus a time proportional to its MACs; its certificate is {@code golden.json} of the tests of latency tables, with the hash of this table. */
    private void writeTable(SearchSpace space) throws IOException {
        var csv = new StringBuilder("key,kind,median_ms,p10_ms,p90_ms,n,cost_ms\n");
        for (Unit unit : space.units()) {
            String ms =
                    String.format(Locale.ROOT, "%.6f", 0.001 + unit.network().macs() / 1e8);
            csv.append(String.join(",", unit.key(), unit.segment().kind(), ms, ms, ms, "240", ms))
                    .append('\n');
        }
        Files.writeString(tableFile(), csv);
        Files.writeString(
                folder.resolve(TABLE + ".json"),
                ReportResource.text("/dev/sartor/latency/table/golden.json")
                        .replaceAll("(\"tableSha256\" : \")\\w+", "$1" + sha256(csv.toString())));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Accuracies that grow with MACs and saturate. */
    private static final class SyntheticAccuracies implements AccuracySource {
        @Override
        public double score(Architecture architecture, long seed) {
            double macs = Lowering.lower(architecture).macs();
            return 0.95 - 0.5 / (1 + macs / 2e5) - 0.02 * Math.abs(Math.sin(macs));
        }

        @Override
        public String description() {
            return "a guess";
        }
    }
}
