package dev.sartor.executor;

import dev.sartor.arch.Task;

/** The loss of a task, computed for one batch at a time together with its gradient and the number of correct images. */
public sealed interface Loss permits CrossEntropyLoss {

    /** A new instance of the loss that a task is trained with. */
    static Loss of(Task task) {
        return switch (task) {
            case Task.Classification _ -> new CrossEntropyLoss();
        };
    }

    /**
     * Computes the loss of the first images of a batch.
     *
     * @param outputs  the network's outputs, [image][output]
     * @param images   the number of images
     * @param gradient receives the gradient of the mean loss, [image][output]
     */
    void compute(float[] outputs, Targets targets, int images, float[] gradient);

    /**
     * Computes the loss against targets and a teacher: (1 - {@code distillation.share()}) times the loss against
     * {@code targets} plus {@code distillation.share()} times the loss of the softened softmax against the softened teacher, as
     * in {@link Distillation}.
     *
     * @param teacher the teacher's outputs, [image][output]
     */
    void compute(
            float[] outputs, Targets targets, float[] teacher, Distillation distillation, int images, float[] gradient);

    /** The sum of the losses of the last batch, in nats. */
    double sum();

    /** The number of images of the last batch that the network predicts correctly. */
    int correct();
}
