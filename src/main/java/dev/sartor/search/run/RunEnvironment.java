package dev.sartor.search.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.device.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/**
 * Machine, software and inputs of a run, {@code environment.json}.
 *
 * @param command  the command that started it
 * @param software versions by name: sartor, its commit, java
 * @param inputs   SHA-256 of each input by its name: space, data, each latency table
 * @param classes  names of the classes of the data when the run was started; empty for runs without images and of earlier versions
 * @param evaluationSet images that the accuracies are measured on, if the source measures them
 * @param fingerprint SHA-256 of what the accuracy source trained before its first score, such as a supernet; empty until then; its name in
 *                    the file is an earlier one
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunEnvironment(
        Instant started,
        String command,
        SortedMap<String, String> software,
        Machine machine,
        SortedMap<String, String> inputs,
        @JsonProperty("learnt") Optional<String> fingerprint,
        Optional<List<String>> classes,
        Optional<EvaluationSet> evaluationSet) {
    public RunEnvironment {
        software = Collections.unmodifiableSortedMap(new TreeMap<>(software));
        evaluationSet = evaluationSet == null ? Optional.empty() : evaluationSet;
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** The environment on this machine; the version of Java is added to {@code software}. */
    public static RunEnvironment here(
            Instant now, String command, Map<String, String> software, Map<String, String> inputs) {
        SortedMap<String, String> all = new TreeMap<>(software);
        all.put("java", Runtime.version().toString());
        return new RunEnvironment(
                now,
                command,
                all,
                Machine.current(),
                new TreeMap<>(inputs),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    RunEnvironment withFingerprint(String hash) {
        return new RunEnvironment(
                started, command, software, machine, inputs, Optional.of(hash), classes, evaluationSet);
    }

    /** The same environment with the images that the accuracies are measured on. */
    public RunEnvironment withEvaluationSet(Optional<EvaluationSet> images) {
        return new RunEnvironment(started, command, software, machine, inputs, fingerprint, classes, images);
    }

    /** This environment with the names of the classes of the data, in the order of their labels. */
    public RunEnvironment withClasses(List<String> names) {
        return new RunEnvironment(
                started,
                command,
                software,
                machine,
                inputs,
                fingerprint,
                Optional.of(List.copyOf(names)),
                evaluationSet);
    }

    static RunEnvironment read(Path file) {
        try {
            return Json.INDENTED.readValue(Files.readString(file), RunEnvironment.class);
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new UserError(
                    "this is not the environment file of a run: " + Json.reason(e),
                    file.toString(),
                    "restore the file, or start a new run",
                    UserError.ExitCode.USAGE,
                    e);
        }
    }

    void write(Path file) {
        AtomicFile.writeString(file, Json.INDENTED.writeValueAsString(this) + "\n");
    }

    /**
     * Checks that some inputs are those that the run was started with.
     *
     * @param names of the inputs; those that the run does not record are not checked
     * @param now   SHA-256 by the input's name
     * @throws UserError that names a changed input
     */
    void requireSame(Set<String> names, Map<String, String> now, Path file) {
        names.stream()
                .sorted()
                .filter(n -> inputs.containsKey(n) && !inputs.get(n).equals(now.get(n)))
                .findFirst()
                .ifPresent(n -> {
                    throw new UserError(
                            "the " + n + " of the run changed since the run was started",
                            file.toString(),
                            "restore the " + n + " as it was, or start a new run in another folder");
                });
    }

    /**
     * Checks that the classes are those that the run was started with, in the same order.
     *
     * @throws UserError that names the first difference
     */
    void requireClasses(List<String> now, Path file) {
        classes.filter(before -> !before.equals(now)).ifPresent(before -> {
            List<String> gone = before.stream().filter(c -> !now.contains(c)).toList();
            List<String> added = now.stream().filter(c -> !before.contains(c)).toList();
            String change = gone.isEmpty() && added.isEmpty()
                    ? "their order"
                    : "'" + String.join("', '", gone) + "' before, '" + String.join("', '", added) + "' now";
            throw new UserError(
                    "the classes of the run's data changed since the run was started: " + change,
                    file.toString(),
                    "give the classes their former names, or start a new run in another folder");
        });
    }

    /**
     * Checks that the inputs are those that the run was started with.
     *
     * @param now SHA-256 by the input's name
     * @throws UserError that names the changed inputs
     */
    void requireSameInputs(Map<String, String> now, Path file) {
        if (!inputs.equals(now)) {
            var names = new TreeSet<>(inputs.keySet());
            names.addAll(now.keySet());
            names.removeIf(n -> Objects.equals(inputs.get(n), now.get(n)));
            throw new UserError(
                    "changed since the run was started: " + String.join(", ", names),
                    file.toString(),
                    names.equals(Set.of("data"))
                            ? "name the folder with the images of the run by --data, or start a new run in another"
                                    + " folder"
                            : "restore what changed, or start a new run in another folder");
        }
    }
}
