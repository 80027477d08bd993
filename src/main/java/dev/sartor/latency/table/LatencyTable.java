package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.certificate.ValidationSummary;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the units of one or more spaces take on a device, and where these figures come from. */
public final class LatencyTable {
    private static final int NAMED_UNITS = 3;

    private final String name;
    private final Map<String, UnitLatency> units = new LinkedHashMap<>();
    private final TableProvenance provenance;

    /**
     * @param name the file's name without {@code .csv}
     * @param rows in the order of the file, no key twice
     */
    public LatencyTable(String name, List<UnitLatency> rows, TableProvenance provenance) {
        this.name = name;
        this.provenance = provenance;
        for (UnitLatency unit : rows) {
            if (units.put(unit.key(), unit) != null) {
                throw new IllegalArgumentException("Unit " + unit.key() + " stands in table " + name + " twice");
            }
        }
    }

    /** Reads a table and its certificate; any fault in the two files is a {@link UserError} with its place. */
    public static LatencyTable read(Path csv) {
        return LatencyTableFile.read(csv);
    }

    /** Writes the table to {@code csv} and its certificate beside it, each whole or not at all. */
    public void write(Path csv) {
        LatencyTableFile.write(this, csv);
    }

    /**
     * The name of the table that a file holds: the file's without its ending.
     *
     * @throws UserError for a file without that ending
     */
    public static String nameOf(Path csv) {
        return LatencyTableFile.name(csv);
    }

    public String name() {
        return name;
    }

    /** The same table with one more validation in its certificate. */
    public LatencyTable with(ValidationSummary validated) {
        return new LatencyTable(name, List.copyOf(units.values()), certificate().with(validated));
    }

    /** Where the figures come from. */
    public TableProvenance provenance() {
        return provenance;
    }

    /**
     * The certificate of the measurement.
     *
     * @throws UserError for a table that was not measured but imported
     */
    public Certificate certificate() {
        return switch (provenance) {
            case Certificate c -> c;
            case ForeignCertificate _ -> throw TableProvenance.notMeasured(name);
        };
    }

    /** The rows in the order of the file. */
    public Collection<UnitLatency> units() {
        return Collections.unmodifiableCollection(units.values());
    }

    public Optional<UnitLatency> unit(String key) {
        return Optional.ofNullable(units.get(key));
    }

    /**
     * Makes sure that the table has all these units.
     *
     * @param space the name of their space, for the fix
     * @throws UserError that names units which are missing, and the command that measures them
     */
    public void requireUnits(Collection<String> keys, String space) {
        List<String> missing = keys.stream().filter(k -> !units.containsKey(k)).toList();
        if (!missing.isEmpty()) {
            throw missing(missing, keys.size(), Optional.of(space));
        }
    }

    /** The error of units that the table lacks. */
    public UserError missing(List<String> missing, int of, Optional<String> space) {
        String named = String.join(", ", missing.subList(0, Math.min(NAMED_UNITS, missing.size())));
        String more = missing.size() > NAMED_UNITS ? " and " + (missing.size() - NAMED_UNITS) + " more" : "";
        List<String> refused =
                missing.stream().filter(provenance.refused()::containsKey).toList();
        String why = refused.isEmpty()
                ? ""
                : "; the device refused " + refused.getFirst() + ": "
                        + provenance.refused().get(refused.getFirst());
        return new UserError(
                "the latency table lacks " + missing.size() + " of " + of + " units: " + named + more + why,
                "latency table " + name,
                refused.size() == missing.size()
                        ? "the device cannot run them: leave them out of the space, or choose another device"
                        : provenance.fix(name, space));
    }
}
