package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Distillation;
import dev.sartor.executor.training.Teacher;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import java.util.function.Consumer;

/**
 * A trained model that is to be the teacher of a training.
 *
 * @param name         the name that the user gave; the card of the trained model repeats it
 * @param architecture the architecture of the teacher
 * @param files        the files of its weights and card
 * @param trainCommand the command that trains it
 * @param distillation the share of the teacher in the loss, and the temperature
 */
public record TeacherReference(
        String name,
        Architecture architecture,
        ModelFiles files,
        SartorCommand trainCommand,
        Distillation distillation) {

    /** A teacher with the default share and temperature. */
    public TeacherReference(String name, Architecture architecture, ModelFiles files, SartorCommand trainCommand) {
        this(name, architecture, files, trainCommand, Teacher.DEFAULT_DISTILLATION);
    }

    /** The text in the card of the student: the name, and the distillation if it is not the default. */
    String cardText() {
        return distillation.equals(Teacher.DEFAULT_DISTILLATION)
                ? name
                : name + " (share " + distillation.share() + ", temperature " + distillation.temperature() + ")";
    }

    /**
     * Reads the weights of the teacher.
     *
     * @param dataset  the data set that the student is trained on: the teacher gets its input shape
     * @param warnings receives a sentence if the teacher was trained on other images or at another resolution
     * @throws dev.sartor.base.UserError if the teacher was not trained, was trained on other classes, or is another network now
     */
    public Teacher read(Dataset dataset, Consumer<String> warnings) {
        TrainedModel model = TrainedModel.open("the teacher " + name, files, trainCommand.text());
        model.requireClasses(dataset);
        Architecture trained = model.architecture().orElse(architecture);
        model.requireArchitecture(architecture.withInput(trained.input()).withTask(dataset.task()));
        if (!trained.input().equals(dataset.shape())) {
            warnings.accept("the teacher " + name + " was trained on images of " + trained.input()
                    + ", and gets those of " + dataset.shape() + " here");
        } else if (!model.card().data().isSame(dataset)) {
            warnings.accept("the teacher " + name + " was trained on other images, "
                    + model.card().data().name() + "; validation or test images of this training may be among them");
        }
        Network network = Lowering.lower(trained.withInput(dataset.shape()).withTask(dataset.task()));
        return new Teacher(name, network, model.weights(network), distillation);
    }
}
