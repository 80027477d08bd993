package dev.sartor.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The trial that was trained to the end and exported.
 *
 * @param trial            its id
 * @param testAccuracy     of the final weights on images that nothing else has seen, in [0, 1]
 * @param measured         its latency on the device, measured as a whole network
 * @param onnxDifference   the greatest absolute difference between ONNX Runtime's and the executor's outputs
 * @param training         one entry per epoch, in order
 * @param model            the exported file, relative to the run folder
 */
public record Choice(String trial, OptionalDouble testAccuracy, Optional<Measurement> measured,
                     OptionalDouble onnxDifference, List<Epoch> training, Optional<String> model) {
    public Choice {
        training = List.copyOf(training);
    }

    /** A measured latency: the median over {@code runs} and its spread. */
    public record Measurement(String table, double medianMs, double p10Ms, double p90Ms, int runs) {
    }

    /** One epoch of training; the accuracy is on the validation images, in [0, 1]. */
    public record Epoch(int number, double loss, double validationAccuracy) {
    }
}
