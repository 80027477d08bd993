package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.network.Precision;
import java.util.Optional;

/**
 * Everything that determines the result of a training.
 *
 * @param architecture the architecture to train
 * @param dataset      the data set, with the input shape and the classes of the architecture
 * @param seed         the seed of the initial weights, of the order of the images and of the augmentation
 * @param splitSeed    the seed that the data set was opened with
 * @param shared       the shared weights to start from; empty for new weights
 * @param teacher      the teacher for knowledge distillation; empty for none
 * @param precision    the number format in which the model will run; its accuracies are measured in it too
 * @param stem         the number format of its stem, if that is int8
 */
public record TrainingRequest(
        Architecture architecture,
        Dataset dataset,
        Recipe recipe,
        long seed,
        long splitSeed,
        Optional<RunSharedWeights> shared,
        Optional<TeacherReference> teacher,
        Precision precision,
        Precision stem) {

    /** A training for 32-bit floats, whose seed is also the one that the data set was opened with. */
    public TrainingRequest(
            Architecture architecture,
            Dataset dataset,
            Recipe recipe,
            long seed,
            Optional<RunSharedWeights> shared,
            Optional<TeacherReference> teacher) {
        this(architecture, dataset, recipe, seed, seed, shared, teacher, Precision.FP32, Precision.FP32);
    }

    /** The first difference from the training that a card records; empty if that training had the same result. */
    Optional<String> difference(ModelCard card, ModelFiles files) {
        Optional<String> network = new TrainedModel(files.name(), files, card)
                .architecture()
                .map(trained -> TrainedModel.difference(trained, architecture))
                .orElseGet(() -> card.blocks().equals(architecture.blockStrings())
                        ? Optional.empty()
                        : Optional.of("other blocks"));
        return network.map(d -> "another network: " + d)
                .or(() -> difference("recipe", card.recipe(), recipe))
                .or(() -> difference("seed", card.seed(), seed))
                .or(() -> card.data().isSame(dataset)
                        ? Optional.empty()
                        : Optional.of("other images: " + dataset.name() + ", trained on "
                                + card.data().name()))
                .or(() -> difference("--from", text(card.sharedWeightsRun()), text(shared.map(RunSharedWeights::name))))
                .or(() -> difference("--teacher", text(card.teacher()), text(teacher.map(TeacherReference::cardText))));
    }

    private static String text(Optional<String> option) {
        return option.orElse("none");
    }

    private static Optional<String> difference(String name, Object trained, Object requested) {
        return trained.equals(requested)
                ? Optional.empty()
                : Optional.of("another " + name + ": " + requested + ", trained with " + trained);
    }
}
