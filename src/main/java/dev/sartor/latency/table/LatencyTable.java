package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.certificate.ValidationSummary;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A latency table: one row per unit (stem, block or head, see {@link dev.sartor.space.unit.Unit}) of one or more search spaces,
 * and the origin of these latencies. It is read and written by {@link LatencyTableFile}.
 */
public final class LatencyTable {
    private final String name;
    private final Map<String, UnitLatency> units = new LinkedHashMap<>();
    private final TableProvenance provenance;

    /**
     * @param name name of the file without {@code .csv}
     * @param rows the rows in the order of the file, without duplicate keys
     */
    public LatencyTable(String name, List<UnitLatency> rows, TableProvenance provenance) {
        this.name = name;
        this.provenance = provenance;
        for (UnitLatency unit : rows) {
            if (units.put(unit.key(), unit) != null) {
                throw new IllegalArgumentException("Unit " + unit.key() + " is in table " + name + " twice");
            }
        }
    }

    public String name() {
        return name;
    }

    /** The same table with one more validation in its certificate. */
    public LatencyTable withValidation(ValidationSummary validation) {
        return new LatencyTable(name, List.copyOf(units.values()), certificate().withValidation(validation));
    }

    /** The origin of the latencies. */
    public TableProvenance provenance() {
        return provenance;
    }

    /**
     * The certificate of the measurement.
     *
     * @throws UserError if the table was imported
     */
    public Certificate certificate() {
        return switch (provenance) {
            case Certificate c -> c;
            case ForeignCertificate _ -> throw TableErrors.notMeasured(name);
        };
    }

    /** The rows in the order of the file. */
    public Collection<UnitLatency> units() {
        return Collections.unmodifiableCollection(units.values());
    }

    /** The row of a unit, if there is one. */
    public Optional<UnitLatency> unit(String key) {
        return Optional.ofNullable(units.get(key));
    }
}
