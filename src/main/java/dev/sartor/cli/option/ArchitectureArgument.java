package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** ARCH: a preset's name, {@code RUN:TRIAL}, or an architecture file; with the two multipliers. */
public final class ArchitectureArgument {
    @Parameters(index = "0", paramLabel = "ARCH", description = "A preset's name, RUN:TRIAL, or an architecture file.")
    private String text;

    @Option(names = "--width", paramLabel = "A", defaultValue = "1", description = "Width multiplier alpha.")
    private double width;

    @Option(names = "--resolution", paramLabel = "R", description = "Input resolution in pixels.")
    private Integer resolution;

    public String text() {
        return text;
    }

    /** The run that is meant, if it is one. */
    public Optional<TrialReference> reference() {
        return TrialReference.of(text);
    }

    /** The architecture that is meant, at the given multipliers. */
    public Architecture resolve() {
        return resize(named(text, width));
    }

    /** The architecture that a text means, at a width multiplier. */
    static Architecture named(String text, double width) {
        if (Files.isRegularFile(Path.of(text))) {
            return Multipliers.ALL.widen(ArchitectureFile.read(Path.of(text)), width);
        }
        Optional<TrialReference> run = TrialReference.of(text);
        if (run.isPresent()) {
            int trial = run.get()
                    .trial()
                    .orElseThrow(() -> new UserError(
                            "a run, where one of its trials is wanted",
                            "the architecture argument '" + text + "'",
                            "write " + text + ":ID with an id from front.csv"));
            return Multipliers.ALL.widen(run.get().architecture(trial), width);
        }
        if (!Presets.exists(text)) {
            throw new UserError(
                    "'" + text + "' is no preset, no run and no file",
                    "the architecture argument",
                    Suggestions.fix(
                                    text,
                                    Presets.all().stream().map(Preset::name).toList())
                            + "; or a run's trial as RUN:ID, or a YAML file of block strings");
        }
        return Presets.named(text).at(width);
    }

    private Architecture resize(Architecture a) {
        return resolution == null ? a : Multipliers.resize(a, resolution);
    }
}
