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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/**
 * Machine, software and inputs of a run, {@code environment.json}.
 *
 * @param command  that started it
 * @param software versions by name: sartor, its commit, java
 * @param inputs   SHA-256 by the input's name: space, data, each latency table
 * @param evaluationSet images that the accuracies are measured on, if the source measures them
 * @param fingerprint SHA-256 of what the accuracy source learnt before its first score; empty until then
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RunEnvironment(
        Instant started,
        String command,
        SortedMap<String, String> software,
        Machine machine,
        SortedMap<String, String> inputs,
        Optional<EvaluationSet> evaluationSet,
        @JsonProperty("learnt") Optional<String> fingerprint) {
    public RunEnvironment {
        software = Collections.unmodifiableSortedMap(new TreeMap<>(software));
        evaluationSet = evaluationSet == null ? Optional.empty() : evaluationSet;
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** This machine; {@code software} is completed by the version of Java. */
    public static RunEnvironment here(
            Instant now, String command, Map<String, String> software, Map<String, String> inputs) {
        SortedMap<String, String> all = new TreeMap<>(software);
        all.put("java", Runtime.version().toString());
        return new RunEnvironment(now, command, all, Machine.current(), new TreeMap<>(inputs), Optional.empty(), Optional.empty());
    }

    /** The same environment with the images that the accuracies are measured on. */
    public RunEnvironment withEvaluationSet(Optional<EvaluationSet> images) {
        return new RunEnvironment(started, command, software, machine, inputs, images, fingerprint);
    }

    RunEnvironment withFingerprint(String hash) {
        return new RunEnvironment(started, command, software, machine, inputs, evaluationSet, Optional.of(hash));
    }

    static RunEnvironment read(Path file) {
        try {
            return Json.INDENTED.readValue(Files.readString(file), RunEnvironment.class);
        } catch (IOException | JacksonException | NullPointerException e) {
            throw new UserError(
                    "this is not the environment file of a run: " + e.getMessage(),
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
                            ? "name the folder with the images of the run by --data, or start a new run in another folder"
                            : "restore what changed, or start a new run in another folder");
        }
    }
}
