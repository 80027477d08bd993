package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.ZeroCostProxy;
import dev.sartor.arch.Architecture;
import dev.sartor.base.math.KendallTau;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Benchmark of accuracy sources on networks with known accuracies: Kendall's tau and milliseconds for each network.
 *
 * <p>Arguments: {@code SPACE CSV GENOME_COLUMN ACCURACY_COLUMN DATA ROWS [SOURCE…]}. CSV is a file (plain or gzip) with a column of
 * genomes of SPACE and one of accuracies; GENOME_COLUMN and ACCURACY_COLUMN are the indices of the two, from 0. DATA is the data set of
 * the sources. ROWS random rows are used (0 for all). Each SOURCE is written as for {@code sartor search --accuracy}; without sources, all
 * scores of untrained networks are compared.
 */
public final class SourceRankingBenchmark {
    /** A row of the file. */
    private record KnownAccuracy(Architecture architecture, double accuracy) {}

    /** Seed of the sample, of the sources, and of the networks that they score. */
    private static final long SEED = 1;

    private static final long ANY_SEED = 0;

    private SourceRankingBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        SearchSpace spaceOfFile = SpaceFile.find(args[0]);
        Dataset data = Datasets.open(
                args[4],
                DatasetOptions.defaults()
                        .withShape(spaceOfFile
                                .decode(spaceOfFile.sample(new SplittableRandom(ANY_SEED)))
                                .input()));
        SearchSpace space = spaceOfFile.withClasses(data.classes().size());
        List<KnownAccuracy> sample = sample(
                rows(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]), space),
                Integer.parseInt(args[5]));
        List<String> sources = args.length > 6
                ? List.of(args).subList(6, args.length)
                : ZeroCostProxy.names().toList();
        double[] accuracies =
                sample.stream().mapToDouble(KnownAccuracy::accuracy).toArray();
        System.out.printf(Locale.ROOT, "%s, %d networks, %s%n", args[0], accuracies.length, data.name());
        System.out.println("| source | Kendall's tau | ms per network |\n|---|---|---|");
        for (String text : sources) {
            AccuracySource source = AccuracySource.open(AccuracySpec.parse(text), space, Optional.of(data), SEED);
            long start = System.nanoTime();
            double[] scores = new double[accuracies.length];
            for (int i = 0; i < accuracies.length; i++) {
                scores[i] = source.score(sample.get(i).architecture(), SEED);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.1f |%n",
                    text,
                    KendallTau.of(scores, accuracies),
                    (System.nanoTime() - start) / 1e6 / accuracies.length);
        }
    }

    private static List<KnownAccuracy> rows(Path file, int genomeColumn, int accuracyColumn, SearchSpace space)
            throws IOException {
        try (var in = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .skip(1)
                    .map(l -> l.split(","))
                    .map(f -> new KnownAccuracy(
                            space.decode(space.parse(f[genomeColumn])), Double.parseDouble(f[accuracyColumn])))
                    .toList();
        }
    }

    /** A random sample without repetition, with a fixed seed; all rows if the count is 0. */
    private static List<KnownAccuracy> sample(List<KnownAccuracy> rows, int count) {
        List<KnownAccuracy> remaining = new ArrayList<>(rows);
        if (count == 0) {
            return remaining;
        }
        var random = new SplittableRandom(SEED);
        List<KnownAccuracy> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(count, rows.size()); i++) {
            sample.add(remaining.remove(random.nextInt(remaining.size())));
        }
        return sample;
    }
}
