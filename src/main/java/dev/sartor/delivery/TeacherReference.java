package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.training.Teacher;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;

/**
 * A trained model that is to be the teacher of a training.
 *
 * @param name         as the user gave it; the card of the trained model repeats it
 * @param architecture of the teacher
 * @param files        of its weights and card
 */
public record TeacherReference(String name, Architecture architecture, ModelFiles files) {

    /**
     * Reads the weights of the teacher.
     *
     * @param dataset that the student is trained on: the teacher gets its input shape and its classes
     * @throws UserError if the teacher was not trained, or for another task
     */
    public Teacher read(Dataset dataset) {
        files.requireTrained(architecture);
        Network network = Lowering.lower(architecture.withInput(dataset.shape()).withTask(dataset.task()));
        return new Teacher(name, network, WeightsFile.read(files.weights(), network), Teacher.DEFAULT_DISTILLATION);
    }
}
