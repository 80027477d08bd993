package dev.sartor.cli.command;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a demo does.
 *
 * @param space     name or file of the search space
 * @param data      name of the images
 * @param profiling how the device is profiled
 * @param trials    number of networks that the search evaluates
 * @param accuracy  what the search evaluates them by
 * @param epochs    length of the final training
 * @param vias      commands of agents whose device is used, as in {@code --via}; empty for this machine
 */
record DemoSettings(
        String space,
        String data,
        ProfilingOptions profiling,
        int trials,
        AccuracySpec accuracy,
        int epochs,
        List<String> vias) {

    /** What takes less than five minutes on two processors. */
    static DemoSettings standard() {
        int trials = 20;
        int searchEpochs = 4;
        int searchImages = 4000;
        int epochs = 15;
        return new DemoSettings(
                "small-28",
                "shapes",
                ProfilingOptions.standard().withBudget(Duration.ofSeconds(45)),
                trials,
                new AccuracySpec.Training(searchEpochs, OptionalInt.of(searchImages)),
                epochs,
                List.of());
    }
}
