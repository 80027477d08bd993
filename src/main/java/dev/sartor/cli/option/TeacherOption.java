package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.base.process.SartorCommand;
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
     * @param data   the images, for the command that trains a teacher of no run; empty if they are those of a run
     * @throws dev.sartor.base.UserError if there is no such architecture
     */
    public Optional<TeacherReference> reference(Path models, Optional<String> data) {
        return Optional.ofNullable(text).map(t -> {
            Architecture architecture = ArchitectureArgument.named(t, 1);
            SartorCommand train = SartorCommand.of("train").with(Path.of(t));
            return TrialReference.of(t)
                    .map(r -> new TeacherReference(
                            t, architecture, ModelFiles.of(r.run(), r.trial().orElseThrow()), train))
                    .orElseGet(() -> new TeacherReference(
                            t,
                            architecture,
                            ModelFiles.of(models, architecture),
                            train.with("--data", data.orElse("DATA")).with("--out", models)));
        });
    }
}
