package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Specification of workers as users write it: {@code command:workers=40,srun sartor evaluate --data D} or the address of a Spark
 * master.
 */
public sealed interface WorkersSpec {

    /** A command that is called for each network. */
    record Command(AccuracySpec.Command command) implements WorkersSpec {}

    /** @param master the address of a Spark cluster, such as {@code spark://host:7077} */
    record Spark(String master) implements WorkersSpec {
        private static final Pattern MASTER =
                Pattern.compile("spark://\\S+|k8s://\\S+|yarn|local-cluster\\[\\d+,\\d+,\\d+]");
    }

    /** @throws UserError for a text that is neither */
    static WorkersSpec parse(String text) {
        if (Spark.MASTER.matcher(text).matches()) {
            return new Spark(text);
        }
        if (text.startsWith("command:") && AccuracySpec.parse(text) instanceof AccuracySpec.Command command) {
            return new Command(command);
        }
        throw new UserError(
                "these are no workers",
                "--workers '" + text + "'",
                "write such as command:workers=4,ssh node sartor evaluate --data photos, or spark://host:7077");
    }

    /** The number of workers, if it is known before the first request. */
    default Optional<Integer> count() {
        return switch (this) {
            case Command(AccuracySpec.Command command) -> Optional.of(command.workers());
            case Spark _ -> Optional.empty();
        };
    }

    /**
     * Connects to the workers.
     *
     * @param data the data set of the search, as {@code --data} names it; machines that lack it get its images
     * @throws UserError if they cannot be reached
     */
    default Workers connect(String data) {
        return switch (this) {
            case Command(AccuracySpec.Command command) -> CommandWorkers.of(command);
            case Spark(String master) -> ClusterEngine.ofSpark().connect(master, data);
        };
    }
}
