package dev.sartor.executor;

import dev.sartor.base.UserError;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.nio.file.Path;
import java.util.Map;

/** Reads and writes weights as a {@link TensorFile}. */
public final class WeightsFile {
    private static final String KIND = "weights";

    private WeightsFile() {}

    /** Writes weights atomically. */
    public static void write(Path file, Weights weights) {
        new TensorFile(KIND, Map.of(), weights.tensors()).write(file);
    }

    /** Reads weights. Another kind of file, or a truncated or damaged one, is a {@link UserError}. */
    public static Weights read(Path file) {
        return new Weights(TensorFile.read(file, KIND).tensors());
    }

    /** Reads weights, which must have the names and sizes of a network's tensors. */
    public static Weights read(Path file, Network network) {
        Weights weights = read(file);
        requireTensorsOf(weights.tensors(), network, file);
        return weights;
    }

    /** @param file the file that the tensors were read from, for the message */
    static void requireTensorsOf(Map<String, float[]> tensors, Network network, Path file) {
        for (Parameter p : network.parameters()) {
            float[] tensor = tensors.get(p.name());
            if (tensor == null || tensor.length != p.size()) {
                String found = tensor == null
                        ? "no tensor " + p.name()
                        : p.name() + " with " + tensor.length + " values, not " + p.size();
                throw new UserError(
                        "contains the weights of another network: " + found,
                        file.toString(),
                        "give the weights of " + network.name());
            }
        }
        if (tensors.size() != network.parameters().size()) {
            throw new UserError(
                    "contains " + tensors.size() + " tensors, not the "
                            + network.parameters().size() + " of " + network.name(),
                    file.toString(),
                    "give the weights of " + network.name());
        }
    }
}
