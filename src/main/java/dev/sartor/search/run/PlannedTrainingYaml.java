package dev.sartor.search.run;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlFields;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlValues;
import dev.sartor.search.plan.PlannedTraining;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader and writer of the key {@code plan} of {@code config.yaml}: the trainings that follow a search. Its keys are:
 *
 * <ul>
 *   <li>{@code time-s}: the time that the user gave for the whole search, for which the plan was made
 *   <li>{@code measuring-s}: time limit of measuring the best networks, on each device
 *   <li>{@code finalists}: the number of best networks that are trained longer
 *   <li>{@code finals}: how they are trained, such as {@code halving:epochs=9,first=1}
 *   <li>{@code epochs}, {@code batch}: the final training of the winner
 * </ul>
 */
final class PlannedTrainingYaml {
    private static final int MILLISECOND_DECIMALS = 3;
    private static final String TIME = "time-s";
    private static final String MEASURING = "measuring-s";
    private static final String FINALISTS = "finalists";
    private static final String FINALS = "finals";
    private static final String EPOCHS = "epochs";
    private static final String BATCH = "batch";

    private static final List<String> KEYS = List.of(TIME, MEASURING, FINALISTS, FINALS, EPOCHS, BATCH);

    private PlannedTrainingYaml() {}

    /** The entries to write. */
    static Map<String, Object> entries(PlannedTraining training) {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put(TIME, seconds(training.time()));
        entries.put(MEASURING, seconds(training.measuring()));
        entries.put(FINALISTS, training.finalists());
        training.finals().ifPresent(f -> entries.put(FINALS, f.text()));
        entries.put(EPOCHS, training.epochs());
        entries.put(BATCH, training.batchSize());
        return entries;
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), MILLISECOND_DECIMALS).stripTrailingZeros();
    }

    /** @throws UserError with file and line if the node is not such a plan */
    static PlannedTraining read(YamlNode node) {
        YamlFields fields = YamlFields.of(node, KEYS);
        try {
            return new PlannedTraining(
                    duration(fields.required(TIME)),
                    duration(fields.required(MEASURING)),
                    YamlValues.integer(fields.required(FINALISTS)),
                    fields.optional(FINALS).map(PlannedTrainingYaml::finals),
                    YamlValues.integer(fields.required(EPOCHS)),
                    YamlValues.integer(fields.required(BATCH)));
        } catch (IllegalArgumentException e) {
            throw fields.location().error(e.getMessage(), "correct the plan, or start a new run");
        }
    }

    private static Duration duration(YamlNode node) {
        return Duration.ofMillis(Math.round(1e3 * YamlValues.number(node)));
    }

    private static AccuracySpec.Halving finals(YamlNode node) {
        try {
            if (AccuracySpec.parse(YamlValues.string(node)) instanceof AccuracySpec.Halving halving) {
                return halving;
            }
        } catch (UserError e) {
            throw e.withLocation(node.location().toString());
        }
        throw node.location()
                .error("the finalists are not trained by halving", "write such as halving:epochs=9,first=1");
    }
}
