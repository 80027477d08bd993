package dev.sartor.cli.option;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.training.Teacher;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --teacher ARCH}: a trained network whose answers count along with the labels. */
public final class TeacherOption {
    @Option(
            names = "--teacher",
            paramLabel = "ARCH",
            description = "Learn from the answers of this network, too: a trained trial as RUN:TRIAL, or a"
                    + " preset or an architecture file that was trained into --out on images of the same size.")
    private String text;

    /** What it is called in the card. */
    public Optional<String> name() {
        return Optional.ofNullable(text);
    }

    /**
     * The teacher for some images, with its weights.
     *
     * @param models where networks of no run have theirs
     * @throws dev.sartor.base.UserError if it was not trained, or on other classes
     */
    public Optional<Teacher> open(Dataset dataset, Path models) {
        return name().map(t -> {
            Architecture plain = ArchitectureArgument.named(t, 1);
            ModelFiles files = TrialReference.of(t)
                    .map(r -> r.files(r.trial().orElseThrow()))
                    .orElseGet(() -> ModelFiles.of(models, plain));
            files.requireTrained(plain);
            Network network = Lowering.lower(plain.withInput(dataset.shape()).withTask(dataset.task()));
            return new Teacher(t, network, WeightsFile.read(files.weights(), network), Teacher.USUAL);
        });
    }
}
