package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Head;
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

/**
 * The argument ARCH (a preset, {@code RUN:TRIAL} or an architecture file) with its options {@code --width} and
 * {@code --resolution}.
 */
public final class ArchitectureArgument {
    /** The width multiplier that changes nothing. */
    static final double UNCHANGED_WIDTH = 1;

    @Parameters(index = "0", paramLabel = "ARCH", description = "A preset, RUN:TRIAL, or an architecture file.")
    private String text;

    @Option(
            names = "--width",
            paramLabel = "A",
            description = "Width multiplier. Default: 1, for a trained model its own.")
    @RealRange(minIncluded = false, max = 16)
    private Optional<Double> width;

    @Option(
            names = "--resolution",
            paramLabel = "R",
            description = "Input resolution in pixels. Default: that of the architecture, for a trained model its own.")
    @IntegerRange(min = 1, max = 4096)
    private Integer resolution;

    /** The argument as it was given. */
    public String text() {
        return text;
    }

    /** The run or trial that the argument names; empty if it names a file or a preset. */
    public Optional<TrialReference> reference() {
        return TrialReference.of(text);
    }

    /** The architecture that the argument names, with the width multiplier and the resolution applied. */
    public Architecture resolve() {
        try {
            return resize(named(text, width.orElse(UNCHANGED_WIDTH)));
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    "the network cannot have this width or resolution: " + e.getMessage(),
                    "--width, --resolution",
                    "choose smaller values");
        }
    }

    /**
     * The architecture that the argument and its options name for a model that was trained: size and width that are not given are
     * those of the training.
     */
    public Architecture resolveFor(Architecture trained) {
        boolean presetOfTrainedWidth = width.isEmpty() && isPreset();
        Architecture named = presetOfTrainedWidth ? trained : named(text, width.orElse(UNCHANGED_WIDTH));
        return resize(named.withInput(trained.input()).withHead(withClasses(named.head(), trained.head())));
    }

    private static Head withClasses(Head head, Head trained) {
        return switch (trained) {
            case Head.Classifier c -> head.withClasses(c.classes());
            case Head.Backbone _ -> head;
        };
    }

    private boolean isPreset() {
        return !Files.isRegularFile(Path.of(text)) && reference().isEmpty();
    }

    /** The architecture that a text names, with a width multiplier applied. */
    static Architecture named(String text, double width) {
        if (Files.isRegularFile(Path.of(text))) {
            return Multipliers.ALL.scaled(ArchitectureFile.read(Path.of(text)), width);
        }
        Optional<TrialReference> run = TrialReference.of(text);
        if (run.isPresent()) {
            int trial = run.get()
                    .trial()
                    .orElseThrow(() -> new UserError(
                            "the argument names a run, but the command needs one trial",
                            "the architecture argument '" + text + "'",
                            "write " + text + ":ID with an id from "
                                    + run.get().run().frontFile()));
            return Multipliers.ALL.scaled(run.get().architecture(trial), width);
        }
        if (!Presets.exists(text)) {
            throw new UserError(
                    "there is no preset, run or file '" + text + "'",
                    "the architecture argument",
                    Suggestions.fix(
                                    text,
                                    Presets.all().stream().map(Preset::name).toList())
                            + "; or name a trial as RUN:ID, or an architecture file (YAML)");
        }
        return Presets.byName(text).withWidth(width);
    }

    private Architecture resize(Architecture a) {
        return resolution == null ? a : Multipliers.withResolution(a, resolution);
    }
}
