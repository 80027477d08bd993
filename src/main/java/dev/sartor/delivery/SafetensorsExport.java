package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.safetensors.SafetensorsFile;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Export of trained weights as safetensors files, with what PyTorch needs to build the network. */
public final class SafetensorsExport {
    private SafetensorsExport() {}

    /**
     * Writes the weights of a trained model, with batch norms as layers of their own.
     *
     * @param file the file to write; if empty, beside the model's own files
     * @return the file
     */
    public static Path write(TrainedModel model, Architecture architecture, Optional<Path> file) {
        model.requireArchitecture(architecture);
        Network network = Lowering.lower(architecture);
        Path target = file.orElse(model.files().safetensors());
        SafetensorsFile.write(target, network, model.weights(network), metadata(architecture, model.card()));
        return target;
    }

    private static Map<String, String> metadata(Architecture architecture, ModelCard card) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("name", card.name());
        metadata.put("architecture", ArchitectureFile.format(architecture));
        metadata.put("data", card.data().name() + " " + card.data().sha256());
        metadata.put("software", "sartor " + Release.version());
        return metadata;
    }
}
