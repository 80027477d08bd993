package dev.sartor.cli.option;

import dev.sartor.delivery.baseline.BaselineChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --baselines} and {@code --seeds}: networks that the best trial is compared with. */
public final class BaselineOptions {
    @Option(
            names = "--baselines",
            paramLabel = "LIST",
            description =
                    "For a run: train networks to compare the best trial with, by the same recipe and within the same"
                        + " limits: mobilenet-v2 (uniformly scaled), largest (of the space), random=N (the best of N"
                        + " random ones of the space), or all for mobilenet-v2,largest,random=8.")
    private String list;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            defaultValue = "1",
            description = "With --baselines: number of trainings of the best trial and of each baseline, of which the"
                    + " means are compared. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 1, max = 100)
    private int seeds;

    /**
     * The baselines; empty if the option was not given.
     *
     * @throws dev.sartor.base.UserError if a name is unknown
     */
    public Optional<BaselineChoice> choice() {
        return Optional.ofNullable(list).map(BaselineChoice::parse);
    }

    /** The number of trainings of each network. */
    public int seeds() {
        return seeds;
    }
}
