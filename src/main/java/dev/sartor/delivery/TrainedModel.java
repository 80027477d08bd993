package dev.sartor.delivery;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.WeightsFile;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.search.run.RunFolder;
import dev.sartor.space.file.ArchitectureFile;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained model: its files and its card. Architecture, input size, classes and normalisation are those of its training, from
 * the card. If a command names an architecture or data as well, they must agree with the card.
 *
 * @param name  name of the model in messages
 */
public record TrainedModel(String name, ModelFiles files, ModelCard card) {

    /**
     * Reads the card of a model.
     *
     * @param name    name of the model in messages
     * @param command the command that trains it, for the message
     * @throws UserError if the weights or the card are missing or damaged
     */
    public static TrainedModel open(String name, ModelFiles files, String command) {
        if (!Files.exists(files.card()) || !Files.exists(files.weights())) {
            throw new UserError(
                    name + " has no trained weights", files.weights().toString(), "train it first: " + command);
        }
        return new TrainedModel(name, files, ModelCard.read(files.card()));
    }

    /** {@linkplain #open Reads} the card of a trial. */
    public static TrainedModel open(RunFolder run, int trial) {
        return open(
                "trial " + trial,
                ModelFiles.of(run, trial),
                TrainingCommand.ofTrial(run, trial).text());
    }

    /** The architecture that was trained; empty for cards of earlier versions. */
    public Optional<Architecture> architecture() {
        return card.architecture().map(text -> ArchitectureFile.parse(files.card(), text));
    }

    /**
     * Requires that an architecture is the one that was trained; only the name may differ.
     *
     * @throws UserError naming the first difference
     */
    public void requireArchitecture(Architecture requested) {
        architecture()
                .ifPresent(trained -> difference(trained, requested).ifPresent(d -> {
                    throw new UserError(
                            name + " is not the network that was trained: " + d,
                            files.card().toString(),
                            "name the network as it was trained, or train this one under another name or in another"
                                    + " folder");
                }));
    }

    /** The first difference of an architecture from the one that was trained; empty if only the names differ. */
    static Optional<String> difference(Architecture trained, Architecture requested) {
        if (!requested.input().equals(trained.input())) {
            return Optional.of("input " + requested.input() + ", trained with " + trained.input());
        }
        if (!requested.stem().equals(trained.stem())) {
            return Optional.of("stem " + requested.stem() + ", trained with " + trained.stem());
        }
        if (requested.blocks().size() != trained.blocks().size()) {
            return Optional.of(requested.blocks().size() + " blocks, trained with "
                    + trained.blocks().size());
        }
        for (int i = 0; i < trained.blocks().size(); i++) {
            if (!requested.blocks().get(i).equals(trained.blocks().get(i))) {
                return Optional.of("block " + (i + 1) + " is "
                        + requested.blockStrings().get(i) + ", trained with "
                        + trained.blockStrings().get(i));
            }
        }
        return requested.head().equals(trained.head())
                ? Optional.empty()
                : Optional.of("head " + requested.head() + ", trained with " + trained.head());
    }

    /** @see TrainingData#requireClasses */
    public void requireClasses(Dataset dataset) {
        card.data().requireClasses(name, dataset);
    }

    /**
     * Reads the weights.
     *
     * @throws UserError if the file is damaged, or holds the weights of another network or of another training
     */
    public Weights weights(Network network) {
        Weights weights = WeightsFile.read(files.weights(), network);
        if (card.weights().filter(hash -> !Objects.equals(hash, weights.hash())).isPresent()) {
            throw new UserError(
                    "these are not the weights that the model card describes",
                    files.weights().toString(),
                    "restore both files from the same training, or train the model again");
        }
        return weights;
    }
}
