package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.base.math.KendallTau;
import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.UnitKey;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Refuses imported latencies that no device can have: all the same, in a wrong unit, or unrelated to the units' sizes. */
final class LatencyPlausibility {
    /** Range of speeds, in MACs per ms, from a slow microcontroller to the fastest accelerators. */
    private static final double MIN_MACS_PER_MS = 100;

    private static final double MAX_MACS_PER_MS = 1e12;
    /** Maximum ratio between the speed of a unit and the median speed. */
    private static final double MAX_RATIO = 1e6;
    /** Minimum number of units for a meaningful rank correlation. */
    private static final int MIN_UNITS = 20;

    private LatencyPlausibility() {}

    /**
     * Checks the rows of a table.
     *
     * @param file the imported file, for the error
     */
    static void require(List<UnitLatency> rows, String file) {
        double[] ms = rows.stream().mapToDouble(UnitLatency::medianMs).toArray();
        double[] macs = rows.stream()
                .mapToDouble(r -> UnitKey.parse(r.key()).network().macs())
                .toArray();
        if (rows.stream().allMatch(r -> r.medianMs() == 0)) {
            throw implausible("all " + rows.size() + " latencies are 0", file);
        }
        if (rows.size() > 1 && rows.stream().allMatch(r -> r.medianMs() == ms[0])) {
            throw implausible("all " + rows.size() + " latencies are " + ms[0] + " ms", file);
        }
        requireSpeeds(rows, file);
        if (rows.size() >= MIN_UNITS && !KendallTau.isAboveChance(KendallTau.of(macs, ms), rows.size())) {
            throw implausible(
                    String.format(
                            Locale.ROOT,
                            "the latencies do not depend on the units: their rank correlation with MACs is %.2f for %d"
                                    + " units",
                            KendallTau.of(macs, ms),
                            rows.size()),
                    file);
        }
    }

    private static void requireSpeeds(List<UnitLatency> rows, String file) {
        List<UnitLatency> timed =
                rows.stream().filter(r -> r.medianMs() > 0 && macs(r) > 0).toList();
        if (timed.isEmpty()) {
            return;
        }
        double median = Quantiles.median(
                timed.stream().mapToDouble(LatencyPlausibility::macsPerMs).toArray());
        if (median < MIN_MACS_PER_MS || median > MAX_MACS_PER_MS) {
            throw implausible(
                    String.format(
                            Locale.ROOT, "at these latencies the device makes %.0g MACs per second", 1e3 * median),
                    file);
        }
        UnitLatency farthest = timed.stream()
                .max(Comparator.comparingDouble(r -> Math.abs(Math.log(macsPerMs(r) / median))))
                .orElseThrow();
        double ratio = macsPerMs(farthest) / median;
        if (Math.max(ratio, 1 / ratio) > MAX_RATIO) {
            throw implausible(
                    String.format(
                            Locale.ROOT,
                            "a latency of %s ms for %s is %.0g times %s than the others at the same number of MACs",
                            farthest.medianMs(),
                            farthest.key(),
                            Math.max(ratio, 1 / ratio),
                            ratio > 1 ? "smaller" : "larger"),
                    file);
        }
    }

    private static double macsPerMs(UnitLatency row) {
        return macs(row) / row.medianMs();
    }

    private static double macs(UnitLatency row) {
        return UnitKey.parse(row.key()).network().macs();
    }

    private static UserError implausible(String what, String file) {
        return new UserError(
                what,
                file,
                "check the column that --columns names for ms, and its unit: --unit ns, us, ms or s; a table like this"
                        + " cannot tell fast networks from slow ones");
    }
}
