package dev.sartor.latency.prediction;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.foreign.ForeignFormat;
import dev.sartor.latency.foreign.TableImport;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.latency.table.UnitLatency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reports the leave-one-out errors of interpolated units for several latency tables.
 *
 * <p>Arguments: {@code REFERENCE OUT.md}. REFERENCE is the folder with the published tables of once-for-all and ProxylessNAS, OUT.md the
 * table of results to write.
 */
public final class InterpolationReport {
    /** Half the width of a 90 % interval in standard deviations. */
    private static final double NORMAL_90 = 1.645;

    /** These files are no CSV files. */
    private static final String NO_COLUMNS = "";

    private InterpolationReport() {}

    public static void main(String[] args) throws IOException {
        Path reference = Path.of(args[0]);
        Map<String, Collection<UnitLatency>> tables = new LinkedHashMap<>();
        tables.put(
                "xeon-vm-ort-fp32-1t-small-28 (shipped)",
                LatencyTableFile.read(LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv"))
                        .units());
        tables.put(
                "once-for-all, Note10, 224",
                read(reference.resolve("ofa_note10_224_lookup_table.yaml"), ForeignFormat.OFA));
        tables.put(
                "once-for-all, Note10, 192",
                read(reference.resolve("ofa_note10_192_lookup_table.yaml"), ForeignFormat.OFA));
        tables.put(
                "ProxylessNAS, Pixel, 224",
                read(reference.resolve("proxylessnas_mobile_trim.yaml"), ForeignFormat.PROXYLESSNAS));
        var text = new StringBuilder("""
            | table | blocks | median error | 90 % of the errors are below | root mean square error | blocks inside their 90 % interval |
            |---|---|---|---|---|---|
            """);
        tables.forEach((name, units) -> text.append(line(name, units)));
        Files.writeString(Path.of(args[1]), text);
    }

    private static Collection<UnitLatency> read(Path file, ForeignFormat format) {
        return new TableImport(format, NO_COLUMNS, Optional.empty(), ForeignCertificate.UNKNOWN)
                .read(file, "table", InstantSource.system())
                .units();
    }

    /** The errors of blocks. Stem and head are left out, since a table has too few of them to interpolate between. */
    private static String line(String name, Collection<UnitLatency> units) {
        List<Interpolation.LeaveOneOutError> blocks = Interpolation.of(units).leaveOneOutErrors().stream()
                .filter(l -> !l.kind().equals("stem") && !l.kind().equals("head"))
                .toList();
        double[] errors =
                blocks.stream().mapToDouble(l -> Math.abs(l.error())).sorted().toArray();
        double square = blocks.stream()
                .mapToDouble(l -> l.error() * l.error())
                .average()
                .orElseThrow();
        double insideInterval = blocks.stream()
                .filter(l -> Math.abs(l.error()) <= NORMAL_90 * l.deviation())
                .count();
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.1f %% | %.1f %% | %.0f %% |%n",
                name,
                blocks.size(),
                100 * Quantiles.median(errors),
                100 * Quantiles.of(errors, 0.9),
                100 * Math.sqrt(square),
                100 * insideInterval / errors.length);
    }
}
