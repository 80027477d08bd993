package dev.sartor.litert;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a LiteRT file says about its model, for people and for programs that prepare images and name classes.
 *
 * @param description a few sentences
 * @param version     version of the model
 * @param classes     names in the order of the outputs; may be empty
 * @param mean        mean of pixel / 255 for each channel; empty if images are not normalised
 * @param deviation   standard deviation of pixel / 255 for each channel
 */
public record LiteRtMetadata(
        String description, String version, List<String> classes, List<Float> mean, List<Float> deviation) {
    public LiteRtMetadata {
        // labels are read line by line
        classes = classes.stream().map(c -> c.replaceAll("\\R", " ")).toList();
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size()) {
            throw new IllegalArgumentException(mean.size() + " means and " + deviation.size() + " deviations");
        }
    }

    public static LiteRtMetadata none() {
        return new LiteRtMetadata("", "", List.of(), List.of(), List.of());
    }

    /** The normalised value of a grey level in [0, 255] for each channel. */
    List<Float> normalised(int grey) {
        return IntStream.range(0, mean.size())
                .mapToObj(c -> (grey / 255f - mean.get(c)) / deviation.get(c))
                .toList();
    }
}
