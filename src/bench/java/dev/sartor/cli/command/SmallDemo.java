package dev.sartor.cli.command;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.cli.Sartor;
import dev.sartor.cli.output.Interruption;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine;

/**
 * Sartor with a demo that takes seconds: on the space {@code tiny.yaml}, a few small images, and the device of an agent that {@code sh
 * agent.sh} starts in the working directory.
 */
public final class SmallDemo {
    private SmallDemo() {}

    public static void main(String[] args) {
        ProfilingOptions standard = ProfilingOptions.standard();
        int rounds = 2;
        int networks = 9;
        int trials = 2;
        int epochs = 1;
        var steps = new DemoSettings(
                "tiny.yaml",
                "shapes:train=40,validation=20,test=20,size=12",
                standard.withNetworks(networks, networks)
                        .with(standard.protocol().withRounds(rounds)),
                trials,
                new AccuracySpec.Training(epochs, OptionalInt.empty()),
                epochs,
                List.of("sh agent.sh"));
        CommandLine sartor = Sartor.commandLine();
        sartor.getCommandSpec().removeSubcommand("demo");
        sartor.addSubcommand(new DemoCommand(steps));
        System.exit(Interruption.run(() -> sartor.execute(args)));
    }
}
