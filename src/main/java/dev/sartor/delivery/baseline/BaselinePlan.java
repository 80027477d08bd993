package dev.sartor.delivery.baseline;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * The baselines that the winner of a search is compared with: {@code plan.json} beside their models. They are chosen once, so
 * that a later call trains the same networks.
 *
 * @param winner id of the winner's trial
 * @param limits the limits that the networks were chosen within, as text
 * @param seed   seed of the run
 */
record BaselinePlan(int winner, List<String> limits, long seed, List<Baseline> networks) {
    private static final String FILE = "plan.json";

    BaselinePlan {
        limits = List.copyOf(limits);
        networks = List.copyOf(networks);
    }

    /** Whether the networks were chosen for this winner, these limits and this seed. */
    boolean isFor(int trial, List<String> limitTexts, long runSeed) {
        return winner == trial && limits.equals(limitTexts) && seed == runSeed;
    }

    Optional<Baseline> network(String name) {
        return networks.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    void write(Path folder) {
        AtomicFile.writeString(folder.resolve(FILE), Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /** The plan of a folder; empty if there is none. */
    static Optional<BaselinePlan> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.INDENTED.readValue(Files.readString(file), BaselinePlan.class));
        } catch (IOException | JacksonException e) {
            throw new UserError(
                    "this is not a plan of baselines: " + Json.reason(e),
                    file.toString(),
                    "delete the file; the baselines are then chosen again",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }
}
