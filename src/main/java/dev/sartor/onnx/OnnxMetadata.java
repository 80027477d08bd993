package dev.sartor.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The {@code metadata_props} of an exported file, in alphabetical order, so that equal metadata give equal bytes. */
public record OnnxMetadata(Map<String, String> entries) {
    /** Key of the block strings (see {@code arch.BlockStrings}), separated by {@code |}. */
    public static final String BLOCKS = "blocks";
    /** Key of the class names, one per line, in the order of the outputs. */
    public static final String CLASSES = "classes";
    /** Key of the means of pixel / 255 per channel, separated by commas. */
    public static final String MEAN = "normalisation.mean";
    /** Key of the standard deviations of pixel / 255 per channel, separated by commas. */
    public static final String DEVIATION = "normalisation.deviation";

    public OnnxMetadata {
        SortedMap<String, String> sorted = new TreeMap<>(entries);
        if (sorted.containsKey("")) {
            throw new IllegalArgumentException("A metadata key must not be empty");
        }
        entries = Collections.unmodifiableSortedMap(sorted);
    }

    public static OnnxMetadata none() {
        return new OnnxMetadata(Map.of());
    }

    public OnnxMetadata with(String key, String value) {
        Map<String, String> more = new TreeMap<>(entries);
        more.put(key, value);
        return new OnnxMetadata(more);
    }

    /** The same metadata with the blocks of the network. */
    public OnnxMetadata withBlocks(List<String> blockStrings) {
        return with(BLOCKS, String.join("|", blockStrings));
    }

    /** The same metadata with class names; a line break within a name becomes a space. */
    public OnnxMetadata withClasses(List<String> classes) {
        return with(
                CLASSES,
                String.join(
                        "\n", classes.stream().map(c -> c.replace('\n', ' ')).toList()));
    }

    /** The same metadata with the normalisation of pixels: (pixel / 255 - mean) / deviation, per channel. */
    public OnnxMetadata withNormalisation(float[] mean, float[] deviation) {
        return with(MEAN, joinWithCommas(mean)).with(DEVIATION, joinWithCommas(deviation));
    }

    private static String joinWithCommas(float[] values) {
        StringBuilder text = new StringBuilder();
        for (float value : values) {
            text.append(text.isEmpty() ? "" : ",").append(value);
        }
        return text.toString();
    }
}
