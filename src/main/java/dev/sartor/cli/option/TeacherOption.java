package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.TeacherReference;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --teacher ARCH}: knowledge distillation from a trained network. */
public final class TeacherOption {
    @Option(
            names = "--teacher",
            paramLabel = "ARCH",
            description =
                    "Knowledge distillation: also learn the outputs of this trained network, a trial as RUN:TRIAL, or"
                        + " a preset or an architecture file that was trained into --out on images of the same size.")
    private String text;

    /**
     * The teacher; empty if the option was not given.
     *
     * @param models folder of the trained networks that belong to no run
     * @throws dev.sartor.base.UserError if there is no such architecture
     */
    public Optional<TeacherReference> reference(Path models) {
        return Optional.ofNullable(text).map(t -> {
            Architecture architecture = ArchitectureArgument.named(t, 1);
            ModelFiles files = TrialReference.of(t)
                    .map(r -> ModelFiles.of(r.run(), r.trial().orElseThrow()))
                    .orElseGet(() -> ModelFiles.of(models, architecture));
            return new TeacherReference(t, architecture, files);
        });
    }
}
