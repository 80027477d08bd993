package dev.sartor.delivery.baseline;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.util.List;

/**
 * The baselines to train, as the user chose them: {@code mobilenet-v2,largest,random=8}, or {@code all} for these.
 *
 * @param scaled  the uniformly scaled MobileNetV2
 * @param largest the largest network of the space
 * @param random  number of random networks of the space, of which the best counts
 */
public record BaselineChoice(boolean scaled, boolean largest, int random) {
    /** Values of {@code scaled} and {@code largest}. */
    private static final boolean CHOSEN = true;

    private static final boolean NOT_CHOSEN = false;
    private static final int NO_RANDOM = 0;
    private static final BaselineChoice NONE = new BaselineChoice(NOT_CHOSEN, NOT_CHOSEN, NO_RANDOM);
    private static final int DEFAULT_RANDOM = 8;
    private static final int MAX_RANDOM = 1000;
    private static final String EXAMPLE = "write all, or some of mobilenet-v2,largest,random=8";
    private static final List<String> WORDS = List.of("all", "mobilenet-v2", "largest", "random=8");

    /**
     * Parses a choice.
     *
     * @throws UserError for anything else
     */
    public static BaselineChoice parse(String text) {
        BaselineChoice choice = NONE;
        for (String word : text.split(",", -1)) {
            choice = choice.with(word.strip(), text);
        }
        return choice;
    }

    private BaselineChoice with(String word, String text) {
        if (word.startsWith("random=")) {
            return new BaselineChoice(scaled, largest, count(word.substring("random=".length()), text));
        }
        return switch (word) {
            case "all" -> new BaselineChoice(CHOSEN, CHOSEN, DEFAULT_RANDOM);
            case "mobilenet-v2" -> new BaselineChoice(CHOSEN, largest, random);
            case "largest" -> new BaselineChoice(scaled, CHOSEN, random);
            case "random" -> new BaselineChoice(scaled, largest, DEFAULT_RANDOM);
            default ->
                throw new UserError(
                        "there is no baseline '" + word + "'",
                        "baselines '" + text + "'",
                        Suggestions.fix(word, WORDS));
        };
    }

    private static int count(String number, String text) {
        if (number.matches("[1-9][0-9]{0,3}") && Integer.parseInt(number) <= MAX_RANDOM) {
            return Integer.parseInt(number);
        }
        throw new UserError(
                "'" + number + "' is not a number of random networks from 1 to " + MAX_RANDOM,
                "baselines '" + text + "'",
                EXAMPLE);
    }
}
