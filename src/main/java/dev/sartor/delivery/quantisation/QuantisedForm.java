package dev.sartor.delivery.quantisation;

import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Normalisation;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.Optional;

/**
 * A model in 8-bit integers: as it was trained in them, if it was with these options, or else quantised without further training.
 *
 * @param folded        the model in 32-bit floats
 * @param trainedEpochs epochs of quantisation-aware training; empty for none
 */
record QuantisedForm(BatchNormFolding folded, QuantisedNetwork quantised, Optional<Integer> trainedEpochs) {

    /**
     * The 8-bit form of a model.
     *
     * @param dataset whose training images calibrate
     * @throws UserError if the files of the model are damaged, or it cannot be quantised
     */
    static QuantisedForm of(
            Executor executor,
            TrainedModel model,
            Network network,
            Dataset dataset,
            Normalisation normalisation,
            QuantisationOptions options) {
        Weights weights = model.weights(network);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        Optional<QuantisedTrainingCard> card = QuantisedTrainingCard.read(model.files())
                .filter(c -> c.start().equals(weights.hash())
                        && c.options().equals(options.withStem(c.options().stem())));
        if (card.isPresent()) {
            return new QuantisedForm(
                    folded,
                    trained(model.files(), folded.network(), card.get(), options.stem()),
                    Optional.of(card.get().recipe().epochs()));
        }
        return new QuantisedForm(
                folded,
                PostTrainingQuantisation.quantise(
                        executor, folded, dataset, normalisation, model.card().seed(), options),
                Optional.empty());
    }

    private static QuantisedNetwork trained(
            ModelFiles files, Network folded, QuantisedTrainingCard card, Precision stem) {
        Weights weights = WeightsFile.read(files.quantisedWeights(), folded);
        if (!weights.hash().equals(card.weights())) {
            throw new UserError(
                    "these are not the weights that the card of the quantisation-aware training describes",
                    files.quantisedWeights().toString(),
                    "restore both files from the same training, or train the model again with --quantised");
        }
        return NetworkQuantiser.quantise(
                new BatchNormFolding(folded, weights),
                card.ranges(folded, files.quantisedCard()),
                card.options().weights(),
                stem);
    }
}
