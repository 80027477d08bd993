package dev.sartor.executor;

import dev.sartor.base.UserError;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.nio.file.Path;
import java.util.Map;

/** Weights in a file, with a checksum. */
public final class WeightsFile {
    private static final String KIND = "weights";

    private WeightsFile() {}

    /** Writes weights, whole or not at all. */
    public static void write(Path file, Weights weights) {
        new TensorFile(KIND, Map.of(), weights.tensors()).write(file);
    }

    /** Reads weights. A foreign, cut or damaged file is a {@link UserError}. */
    public static Weights read(Path file) {
        return new Weights(TensorFile.read(file, KIND).tensors());
    }

    /** Reads weights that must be those of a network, tensor for tensor. */
    public static Weights read(Path file, Network network) {
        Weights weights = read(file);
        check(weights.tensors(), network, file);
        return weights;
    }

    static void check(Map<String, float[]> tensors, Network network, Path file) {
        for (Parameter p : network.parameters()) {
            float[] tensor = tensors.get(p.name());
            if (tensor == null || tensor.length != p.size()) {
                String found = tensor == null
                        ? "no tensor " + p.name()
                        : p.name() + " with " + tensor.length + " values, not " + p.size();
                throw new UserError(
                        "holds the weights of another network: " + found,
                        file.toString(),
                        "name the weights of " + network.name());
            }
        }
        if (tensors.size() != network.parameters().size()) {
            throw new UserError(
                    "holds " + tensors.size() + " tensors, not the "
                            + network.parameters().size() + " of " + network.name(),
                    file.toString(),
                    "name the weights of " + network.name());
        }
    }
}
