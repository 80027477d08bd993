package dev.sartor.device.command;

import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A model file that a command runs. Every timing request starts a process that loads the model again. */
final class CommandSession implements Session {
    private static final System.Logger LOG = System.getLogger(CommandSession.class.getName());

    private final DeviceFile file;
    private final Path model;
    private final Map<String, String> values;
    private final CommandEnvironment environment;

    private CommandSession(DeviceFile file, Path model, Map<String, String> values, CommandEnvironment environment) {
        this.file = file;
        this.model = model;
        this.values = values;
        this.environment = environment;
    }

    static CommandSession open(
            DeviceFile file, Path model, Map<String, String> values, CommandEnvironment environment) {
        var session = new CommandSession(file, model, values, environment);
        file.prepare()
                .ifPresent(prepare ->
                        session.withRetries(DeviceFailure.Stage.LOAD, () -> session.output(prepare, values)));
        return session;
    }

    @Override
    public double[] timesMs(int discarded, int timed) {
        return timesOfAll(List.of(this), discarded, timed).getFirst();
    }

    /** Runs one command for several models, with this number of runs for each. */
    static List<double[]> timesOfAll(List<CommandSession> sessions, int discarded, int timed) {
        CommandSession first = sessions.getFirst();
        // without timed runs there is nothing to do: warm-up runs of one process do not warm up the next process
        return timed == 0
                ? sessions.stream().map(_ -> new double[0]).toList()
                : first.timesOfAll(discarded, timed, sessions);
    }

    private List<double[]> timesOfAll(int discarded, int timed, List<CommandSession> sessions) {
        int warmUp = Math.max(discarded, file.warmUpRuns());
        boolean warmUpIsSeparate = file.run().uses("warmup");
        Map<String, String> runValues = new HashMap<>(values);
        runValues.put("warmup", Integer.toString(warmUp));
        runValues.put("runs", Integer.toString(warmUpIsSeparate ? timed : warmUp + timed));
        double[] times = withRetries(DeviceFailure.Stage.RUN, () -> times(runValues, sessions));
        int timesPerModel = times.length / sessions.size();
        // fewer times than runs are a summary, such as a mean, which includes all runs
        int from = warmUpIsSeparate || timesPerModel <= warmUp ? 0 : warmUp;
        return IntStream.range(0, sessions.size())
                .mapToObj(i -> Arrays.copyOfRange(times, i * timesPerModel + from, (i + 1) * timesPerModel))
                .toList();
    }

    /** The times in ms that the command prints: those of the first model, then those of the second, and so on. */
    private double[] times(Map<String, String> runValues, List<CommandSession> sessions) throws ShellCommand.Failure {
        Map<String, List<String>> modelLists = Map.of(
                "models",
                sessions.stream().map(s -> s.values.get("model")).toList(),
                "names",
                sessions.stream().map(s -> s.values.get("name")).toList());
        String command = file.run().fill(runValues, modelLists);
        String printed = output(command);
        double[] times = file.times().timesMs(printed);
        if (times.length == 0) {
            throw new ShellCommand.Failure("'" + command + "' printed no time that '"
                    + file.times().pattern() + "' finds, but: " + ShellCommand.lastPart(printed));
        }
        if (times.length % sessions.size() != 0) {
            throw new ShellCommand.Failure(
                    "'" + command + "' printed " + times.length + " times for " + sessions.size() + " models");
        }
        return times;
    }

    @Override
    public boolean staysWarm() {
        return false;
    }

    private String output(CommandTemplate template, Map<String, String> placeholderValues) throws ShellCommand.Failure {
        return output(template.fill(placeholderValues));
    }

    private String output(String command) throws ShellCommand.Failure {
        return new ShellCommand(command, environment).output(file.timeout());
    }

    private interface Attempt<T> {
        T run() throws ShellCommand.Failure;
    }

    private <T> T withRetries(DeviceFailure.Stage stage, Attempt<T> attempt) {
        for (int remaining = file.retries(); ; remaining--) {
            try {
                return attempt.run();
            } catch (ShellCommand.Failure e) {
                if (remaining == 0) {
                    throw new DeviceFailure(stage, e.getMessage(), e);
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            if (file.release().isPresent()) {
                output(file.release().get(), values);
            }
        } catch (ShellCommand.Failure e) {
            LOG.log(System.Logger.Level.WARNING, "a model is left on the device: " + e.getMessage());
        }
        model.toFile().delete();
    }
}
