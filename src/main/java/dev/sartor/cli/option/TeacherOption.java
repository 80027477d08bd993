package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.delivery.TrainingCommand;
import dev.sartor.executor.Distillation;
import dev.sartor.executor.training.Teacher;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --teacher ARCH}: knowledge distillation from a trained network. */
public final class TeacherOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--teacher",
            paramLabel = "ARCH",
            description =
                    "Knowledge distillation: also learn the outputs of this trained network, a trial as RUN:TRIAL, or"
                        + " a preset or an architecture file that sartor train has trained into the same --out folder,"
                        + " on images of the same size.")
    private String text;

    @Option(
            names = "--teacher-share",
            paramLabel = "R",
            description = "With --teacher: its share of the loss; the labels have the rest. Default: 0.5.")
    @RealRange(max = 1)
    private Optional<Double> share;

    @Option(
            names = "--teacher-temperature",
            paramLabel = "T",
            description = "With --teacher: the temperature that softens its outputs. Default: 2.")
    @RealRange(minIncluded = false, max = 1000)
    private Optional<Double> temperature;

    /**
     * The teacher; empty if the option was not given.
     *
     * @param models folder of the trained networks that belong to no run
     * @param data   the images, for the command that trains a teacher of no run; empty if there are none
     * @throws dev.sartor.base.UserError if there is no such architecture
     */
    public Optional<TeacherReference> reference(Path models, Optional<String> data) {
        if (text == null) {
            UsageErrors.rejectIfGiven(
                    spec, "there is no teacher", "add --teacher", "--teacher-share", "--teacher-temperature");
        }
        return Optional.ofNullable(text).map(t -> {
            Architecture architecture = ArchitectureArgument.named(t, ArchitectureArgument.UNCHANGED_WIDTH);
            return TrialReference.of(t)
                    .map(r -> new TeacherReference(
                            t,
                            architecture,
                            ModelFiles.of(r.run(), r.trial().orElseThrow()),
                            TrainingCommand.ofTrial(r.run(), r.trial().orElseThrow()),
                            distillation()))
                    .orElseGet(() -> new TeacherReference(
                            t,
                            architecture,
                            ModelFiles.of(models, architecture),
                            SartorCommand.of("train")
                                    .with(Path.of(t))
                                    .with("--data", data.orElse("FOLDER"))
                                    .with("--out", models),
                            distillation()));
        });
    }

    private Distillation distillation() {
        return new Distillation(
                share.orElse(Teacher.DEFAULT_DISTILLATION.share()),
                temperature.orElse(Teacher.DEFAULT_DISTILLATION.temperature()));
    }
}
