package dev.sartor.delivery.baseline;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.base.math.PairedGain;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/**
 * The gain of a search's winner over its baselines: {@code baselines.json} in the run's folder.
 *
 * @param winner         id of the winner's trial
 * @param limits         the limits that the baselines were chosen within, as text
 * @param seeds          seeds of the trainings
 * @param images         number of test images
 * @param winnerAccuracy test accuracy of the winner for each seed
 * @param entries        one per baseline
 */
public record BaselineResults(
        int winner,
        List<String> limits,
        List<Long> seeds,
        int images,
        List<Double> winnerAccuracy,
        List<Entry> entries) {
    /** The file's name in a run's folder. */
    static final String FILE = "baselines.json";

    public BaselineResults {
        limits = List.copyOf(limits);
        seeds = List.copyOf(seeds);
        winnerAccuracy = List.copyOf(winnerAccuracy);
        entries = List.copyOf(entries);
    }

    /**
     * One baseline.
     *
     * @param candidates   number of networks that it is the best of, by validation accuracy
     * @param testAccuracy the test accuracy for each seed
     * @param gain         gain of the winner's accuracy over that of the baseline
     */
    public record Entry(Baseline network, int candidates, List<Double> testAccuracy, PairedGain gain) {
        public Entry {
            if (network == null || gain == null) {
                throw new IllegalArgumentException("a result needs a baseline and a gain");
            }
            testAccuracy = List.copyOf(testAccuracy);
        }

        /** The mean over the seeds. */
        public double meanAccuracy() {
            return mean(testAccuracy);
        }

        /** A description for people: {@code best of 8 random networks}. */
        public String description() {
            return candidates > 1 ? "best of " + candidates + " random networks" : network.description();
        }
    }

    /** The mean test accuracy of the winner. */
    public double meanWinnerAccuracy() {
        return mean(winnerAccuracy);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** A sentence on what the intervals cover. */
    public String certainty() {
        return "Gains have 95 % confidence intervals of paired differences on the same " + images
                + " test images (Agresti and Min, 2005)"
                + (seeds.size() > 1
                        ? " and of the differences between " + seeds.size() + " trainings of each network."
                        : "; they do not cover the differences between trainings, which --seeds 3 adds.");
    }

    /** A sentence on whether the latencies of the baselines are measured or predicted; empty without latencies. */
    public Optional<String> latencyOrigin() {
        if (entries.stream().allMatch(e -> e.network().costs().latencyMs().isEmpty())) {
            return Optional.empty();
        }
        boolean measured =
                entries.stream().noneMatch(e -> e.network().measured().isEmpty());
        String estimates = entries.stream()
                .flatMap(e -> e.network().measuredShare().values().stream()
                        .min(Double::compare)
                        .filter(share -> share < 1)
                        .map(share -> " Of the predicted latency of " + e.description() + ", "
                                + Math.round(100 * share)
                                + " % was measured; the rest is estimated from similar blocks.")
                        .stream())
                .collect(Collectors.joining());
        return Optional.of((measured
                        ? "The baselines were measured as whole networks on the device."
                        : "The latencies of the baselines are predictions.")
                + estimates);
    }

    void write(RunFolder run) {
        AtomicFile.writeString(run.path().resolve(FILE), Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /** The results of a run; empty if no baseline was trained. */
    public static Optional<BaselineResults> read(RunFolder run) {
        Path file = run.path().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.INDENTED.readValue(Files.readString(file), BaselineResults.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "these are not the results of baselines: " + Json.reason(e),
                    file.toString(),
                    "delete the file; sartor train with --baselines writes it again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}
