package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.file.Sha256;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.distributed.DistributedSource;
import dev.sartor.distributed.WorkersSpec;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.network.Precision;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Opened inputs of a run: everything that its configuration names.
 *
 * @param accuracySpec specification of the accuracy source, which is adapted to the images of a new run
 * @param dataset      the data set at the largest resolution of the space
 * @param hashes       SHA-256 of each input by its name: space, data, accuracy, table NAME
 */
public record RunInputs(
        SearchProblem problem,
        AccuracySource accuracy,
        AccuracySpec accuracySpec,
        Optional<Dataset> dataset,
        SortedMap<String, String> hashes)
        implements AutoCloseable {

    private static final long ANY_SEED = 0;

    /** @throws UserError if an input is missing or damaged, a table lacks units of the space, tables cannot
     *                   be used together (see {@link LatencyTables#readCompatible}), or the problem is not valid */
    public static RunInputs open(RunConfig config) {
        return open(config, DatasetListener.NONE);
    }

    /** The same; {@code listener} receives the progress of opening the data set. */
    public static RunInputs open(RunConfig config, DatasetListener listener) {
        return open(config, (_, _, _) -> config.accuracy(), listener);
    }

    /**
     * Opens the inputs of a new run.
     *
     * @param choice chooses the accuracy source for the images
     */
    public static RunInputs open(RunConfig config, AccuracyChoice choice, DatasetListener listener) {
        return open(config, choice::forData, listener);
    }

    /** Chooses the accuracy source for images, a space and the precision of the tables. */
    private interface SourceChoice {
        AccuracySpec forData(Dataset dataset, SearchSpace space, Precision precision);
    }

    private static RunInputs open(RunConfig config, SourceChoice choice, DatasetListener listener) {
        SortedMap<String, String> hashes = new TreeMap<>();
        hashes.put("space", Sha256.of(config.space()));
        SearchSpace spaceOfFile = SpaceFile.read(config.space());
        Optional<Dataset> dataset = config.data()
                .map(d -> Datasets.open(
                        d,
                        DatasetOptions.defaults()
                                .withShape(largestInput(spaceOfFile))
                                .withSeed(config.seed())
                                .withListener(listener)));
        dataset.ifPresent(d -> hashes.put("data", d.hash()));
        SearchSpace space = dataset.map(d -> spaceOfFile.withTask(d.task())).orElse(spaceOfFile);
        CostModel costs = CostModel.of(space, tables(config, hashes), config.missing());
        checkMetric(config);
        SearchProblem problem = new SearchProblem(space, costs, config.objectives(), config.limits());
        config.accuracy().file().ifPresent(f -> hashes.put("accuracy", Sha256.of(f)));
        AccuracySpec accuracySpec =
                dataset.map(d -> choice.forData(d, space, costs.precision())).orElse(config.accuracy());
        AccuracySource accuracy = AccuracySource.open(accuracySpec, space, dataset, config.seed());
        config.algorithm().requireUsable(accuracy, config.budget());
        return new RunInputs(problem, accuracy, accuracySpec, dataset, hashes);
    }

    /**
     * The same inputs for a configuration that differs in accuracy source, algorithm and objectives only.
     *
     * @throws UserError if they do not suit each other, or the source cannot be opened
     */
    public RunInputs withSearch(RunConfig config) {
        checkMetric(config);
        SearchProblem other =
                new SearchProblem(problem.space(), problem.costModel(), config.objectives(), config.limits());
        AccuracySource source = AccuracySource.open(config.accuracy(), problem.space(), dataset, config.seed());
        config.algorithm().requireUsable(source, config.budget());
        return new RunInputs(other, source, config.accuracy(), dataset, hashes);
    }

    /**
     * The same inputs, with candidates evaluated by workers on other machines; the accuracies are the same.
     *
     * @throws UserError if the accuracy source cannot be divided among workers, or they cannot be reached
     */
    public RunInputs onWorkers(WorkersSpec workers, RunConfig config) {
        requireWorkForWorkers();
        AccuracySource distributed = DistributedSource.open(
                accuracySpec,
                problem.space(),
                text(config.space()),
                dataset.orElseThrow(),
                config.seed(),
                workers.connect(config.data().orElseThrow()));
        accuracy.close();
        return new RunInputs(problem, distributed, accuracySpec, dataset, hashes);
    }

    /** @throws UserError if the accuracy source cannot be divided among workers */
    public void requireWorkForWorkers() {
        if (dataset.isEmpty() || !DistributedSource.isDistributed(accuracySpec)) {
            throw new UserError(
                    "this accuracy source cannot be divided among other machines",
                    "accuracy '" + accuracySpec.text() + "'",
                    "use training, halving, supernet, naswot, synflow or zico, with --data, or omit --workers");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }

    /** Closes the accuracy source; the data set and the problem can still be used. */
    @Override
    public void close() {
        accuracy.close();
    }

    /**
     * Opens the inputs of an earlier run.
     *
     * @throws UserError as {@link #open}, and if the space or the data changed since the run was started
     */
    public static RunInputs reopen(RunFolder run) {
        return reopen(run, DatasetListener.NONE);
    }

    /** The same; {@code listener} receives the progress of opening the data set. */
    public static RunInputs reopen(RunFolder run, DatasetListener listener) {
        RunInputs inputs = open(run.config(), listener);
        run.environment().requireSame(Set.of("space"), inputs.hashes(), run.environmentFile());
        // before the hash of the data, which also changes with the order of the classes: this error says more
        inputs.dataset().ifPresent(d -> run.environment().requireClasses(d.classes(), run.environmentFile()));
        run.environment().requireSame(Set.of("data"), inputs.hashes(), run.environmentFile());
        return inputs;
    }

    private static void checkMetric(RunConfig config) {
        EvaluationMetric given = config.accuracy().metric();
        config.objectives().stream()
                .flatMap(o -> o.requiredMetric().stream())
                .filter(m -> !m.equals(given))
                .findFirst()
                .ifPresent(wanted -> {
                    throw new UserError(
                            "the objective needs " + wanted.title() + ", but the accuracy source gives "
                                    + given.title(),
                            "accuracy '" + config.accuracy().text() + "'",
                            "use the objective " + given.name() + ", or another accuracy source");
                });
    }

    private static List<LatencyTable> tables(RunConfig config, SortedMap<String, String> hashes) {
        List<LatencyTable> read = LatencyTables.readCompatible(config.tables());
        for (int i = 0; i < read.size(); i++) {
            String name = read.get(i).name();
            Path file = config.tables().get(i);
            hashes.put("table " + name, Sha256.of(file, file.resolveSibling(name + ".json")));
        }
        return read;
    }

    /** The input of the networks with the largest resolution. */
    private static Shape largestInput(SearchSpace space) {
        Genome genome = space.sample(new SplittableRandom(ANY_SEED));
        return IntStream.range(0, space.genes().size())
                .filter(g -> space.genes().get(g).role() == Gene.Role.RESOLUTION)
                .boxed()
                .flatMap(g -> IntStream.range(0, space.genes().get(g).size()).mapToObj(c -> genome.with(g, c)))
                .map(g -> space.decode(g).input())
                .max(Comparator.comparingLong(Shape::size))
                .orElseGet(() -> space.decode(genome).input());
    }
}
