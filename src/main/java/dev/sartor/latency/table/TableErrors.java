package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.device.spec.WebSpec;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The errors of tables that lack units (stems, blocks, heads), or that were not measured but imported. */
public final class TableErrors {
    private static final int NAMED_UNITS = 3;

    private TableErrors() {}

    /**
     * A table lacks units.
     *
     * @param table   name of the table
     * @param missing keys of the missing units, at least one
     * @param required number of units that are needed in all
     * @param space   name or file of the space that the units belong to, if it is known
     */
    public static UserError missingUnits(
            String table, TableProvenance provenance, List<String> missing, int required, Optional<String> space) {
        Map<String, String> refusals = provenance.refused();
        String named = String.join(", ", missing.subList(0, Math.min(NAMED_UNITS, missing.size())));
        String more = missing.size() > NAMED_UNITS ? " and " + (missing.size() - NAMED_UNITS) + " more" : "";
        List<String> refused = missing.stream().filter(refusals::containsKey).toList();
        String why = refused.isEmpty()
                ? ""
                : "; the device refused " + refused.getFirst() + ": " + refusals.get(refused.getFirst());
        return new UserError(
                "the latency table lacks " + missing.size() + " of " + required + " units: " + named + more + why,
                "latency table " + table,
                refused.size() == missing.size()
                        ? "the device cannot run them: leave them out of the space, or choose another device"
                        : fix(table, provenance, space));
    }

    private static String fix(String table, TableProvenance provenance, Optional<String> space) {
        return switch (provenance) {
            case Certificate c ->
                "measure them" + otherMachine(c) + ": "
                        + profile(c, space.orElse(c.spaces().getFirst().name()), table)
                        + (space.isPresent()
                                ? ""
                                : "; if they are of another space, profile that one (see sartor spaces)");
            case ForeignCertificate c ->
                "the table is what " + c.source()
                        + " holds: choose a space that it covers, or measure a device with sartor profile";
        };
    }

    /**
     * Names the machine of the table if it is another one: the command must run there or through its agent. How the machine was
     * reached is not in the certificate, and would be a stranger's command if it were.
     */
    private static String otherMachine(Certificate c) {
        return switch (c.device().device()) {
            case InProcessSpec _, WebSpec _ -> {
                Machine there = c.device().machine();
                Machine here = Machine.current();
                boolean same =
                        there.cpu().equals(here.cpu()) && there.architecture().equals(here.architecture());
                yield same
                        ? ""
                        : " on the machine of the table ('" + there.cpu() + "', not this one), or with --via"
                                + " \"ssh HOST sartor agent\" added";
            }
            // its commands reach the device from this machine
            case CommandSpec _ -> "";
        };
    }

    /**
     * The command that measures a space into a new table. It does not overwrite this table, which may belong to an installation
     * or contain other spaces.
     */
    private static SartorCommand profile(Certificate c, String space, String table) {
        String spaceName = space.replaceFirst("\\.ya?ml$", "").replaceFirst(".*[/\\\\]", "");
        return SartorCommand.of("profile")
                .with("--space", space)
                .with("--device", c.deviceText())
                .with("--out", table + "-" + spaceName + ".csv");
    }

    /** A command needs the measurement of a table, but the table was imported. */
    static UserError notMeasured(String table) {
        return new UserError(
                "the table was imported: its device and runtime are unknown, so new measurements cannot be compared"
                        + " with it",
                "latency table " + table,
                "make a table of this device with sartor profile");
    }
}
