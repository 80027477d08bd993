package dev.sartor.accuracy;

import dev.sartor.accuracy.source.PredictorSource;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Specification of an accuracy source as users write it: {@code training:epochs=2,images=4000} or {@code csv:FILE}. */
public sealed interface AccuracySpec {

    /** The names of the sources: the part of the text before the colon. */
    List<String> KINDS = Stream.concat(
                    Stream.of("training", "supernet", "halving", "csv", "predicted", "command"), ZeroCostProxy.names())
            .toList();

    /** Short training with default settings. */
    Training DEFAULT_TRAINING = new Training(Training.DEFAULT_EPOCHS, OptionalInt.empty());

    /** The default source; its settings were chosen by the measurements in results/executor/ranking.md. */
    AccuracySpec DEFAULT = new Supernet(
            Supernet.DEFAULT_EPOCHS,
            OptionalInt.of(Supernet.DEFAULT_IMAGES),
            Supernet.DEFAULT_BATCH,
            Supernet.NO_SANDWICH,
            Supernet.NO_FINE_TUNING);

    /**
     * Short training of every candidate.
     *
     * @param epochs     passes over the training images
     * @param candidates how each candidate is trained and evaluated
     */
    record Training(int epochs, CandidateSettings candidates) implements AccuracySpec {
        static final int DEFAULT_EPOCHS = 2;

        public Training {
            if (epochs < 1) {
                throw new IllegalArgumentException("Training needs at least 1 epoch, not " + epochs);
            }
        }

        /** @param images largest number of training images; empty for all */
        public Training(int epochs, OptionalInt images) {
            this(epochs, CandidateSettings.of(images));
        }

        @Override
        public Training withPrecision(Precision other) {
            return new Training(epochs, candidates.withPrecision(other));
        }

        @Override
        public String text() {
            return "training:epochs=" + epochs + candidates.text();
        }
    }

    /**
     * Successive halving: only the best candidates of a generation are trained for all epochs ({@link SuccessiveHalving}).
     *
     * @param epochs          epochs of the candidates that are never stopped
     * @param firstRung       epochs after which the first candidates are stopped; such a number of epochs is called a rung
     * @param reductionFactor one of this many candidates is promoted to the next rung, which has this many times the epochs
     * @param candidates      how each candidate is trained and evaluated
     */
    record Halving(int epochs, int firstRung, int reductionFactor, CandidateSettings candidates)
            implements AccuracySpec {

        public Halving {
            if (firstRung < 1 || epochs < firstRung || reductionFactor < 2) {
                throw new IllegalArgumentException("Halving needs first >= 1, epochs >= first and keep >= 2, not first="
                        + firstRung + ", epochs=" + epochs + ", keep=" + reductionFactor);
            }
        }

        /** @param images largest number of training images; empty for all */
        public Halving(int epochs, int firstRung, int reductionFactor, OptionalInt images) {
            this(epochs, firstRung, reductionFactor, CandidateSettings.of(images));
        }

        /** The total epochs at the end of each rung. */
        public List<Integer> rungs() {
            List<Integer> rungs = new ArrayList<>();
            for (long rung = firstRung; rung < epochs; rung *= reductionFactor) {
                rungs.add((int) rung);
            }
            rungs.add(epochs);
            return List.copyOf(rungs);
        }

        @Override
        public Halving withPrecision(Precision other) {
            return new Halving(epochs, firstRung, reductionFactor, candidates.withPrecision(other));
        }

        @Override
        public String text() {
            return "halving:epochs=" + epochs + ",first=" + firstRung + ",keep=" + reductionFactor + candidates.text();
        }
    }

    /**
     * A supernet: one set of weights for all candidates, trained before the first candidate is evaluated.
     *
     * @param epochs           passes over the training images
     * @param images           largest number of training images; empty for all
     * @param batch            batch size
     * @param sandwichNetworks random networks in each training step beside the largest and the smallest (sandwich rule with
     *                         in-place distillation); 0 for a single network in each step
     * @param fineTuningSteps  training steps of each candidate with its own copy of the weights before it is evaluated
     * @param equalChoices     whether all choices of a block are trained equally often, rather than all kinds of blocks
     * @param maxGradientNorm  Euclidean norm to which longer gradients are scaled; 0 for no limit
     * @param precision        in which candidates are evaluated
     */
    record Supernet(
            int epochs,
            OptionalInt images,
            int batch,
            int sandwichNetworks,
            int fineTuningSteps,
            boolean equalChoices,
            int maxGradientNorm,
            Precision precision)
            implements AccuracySpec {
        static final int DEFAULT_EPOCHS = 100;
        static final int DEFAULT_IMAGES = 20_000;
        static final int DEFAULT_BATCH = 32;
        static final int NO_SANDWICH = 0;
        static final int NO_FINE_TUNING = 0;
        /** The value of {@code equalChoices} with which all kinds of blocks are trained equally often. */
        private static final boolean EQUAL_KINDS = false;

        static final int NO_LIMIT = 0;

        public Supernet {
            if (epochs < 1
                    || batch < 2
                    || sandwichNetworks < 0
                    || fineTuningSteps < 0
                    || maxGradientNorm < 0
                    || images.isPresent() && images.getAsInt() < 1) {
                throw new IllegalArgumentException(
                        "A supernet needs at least 1 epoch and 1 image, a batch of at least 2 and no fewer than 0"
                                + " networks, steps and norm, not " + epochs + ", " + images + ", " + batch + ", "
                                + sandwichNetworks + ", "
                                + fineTuningSteps + " and " + maxGradientNorm);
            }
        }

        /**
         * A supernet that trains all kinds of blocks equally often, with gradients of any norm, and evaluates in 32-bit
         * floats.
         */
        public Supernet(int epochs, OptionalInt images, int batch, int sandwichNetworks, int fineTuningSteps) {
            this(epochs, images, batch, sandwichNetworks, fineTuningSteps, EQUAL_KINDS, NO_LIMIT, Precision.FP32);
        }

        @Override
        public Supernet withPrecision(Precision other) {
            return new Supernet(
                    epochs, images, batch, sandwichNetworks, fineTuningSteps, equalChoices, maxGradientNorm, other);
        }

        @Override
        public String text() {
            return "supernet:epochs=" + epochs + (images.isPresent() ? ",images=" + images.getAsInt() : "")
                    + (batch == DEFAULT_BATCH ? "" : ",batch=" + batch)
                    + (sandwichNetworks > 0 ? ",sandwich=" + sandwichNetworks : "")
                    + (fineTuningSteps > 0 ? ",tuned=" + fineTuningSteps : "")
                    + (equalChoices ? ",choices=equal" : "")
                    + (maxGradientNorm > 0 ? ",clip=" + maxGradientNorm : "")
                    + CandidateSettings.text(precision);
        }
    }

    /** A CSV file of known accuracies. */
    record Csv(Path path) implements AccuracySpec {

        @Override
        public String text() {
            return "csv:" + path;
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Csv(change.apply(path));
        }
    }

    /** Accuracies predicted by a model that is fitted to a file of known ones: {@link PredictorSource}. */
    record Predicted(Path path) implements AccuracySpec {
        @Override
        public String text() {
            return "predicted:" + path;
        }

        @Override
        public Optional<Path> file() {
            return Optional.of(path);
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Predicted(change.apply(path));
        }
    }

    /**
     * A command of the user, which reads an architecture from stdin and prints its accuracy.
     *
     * @param workers largest number of calls at once
     * @param timeout longest time of one call
     * @param retries how often a failed call is repeated
     * @param command the command for the system's shell
     */
    record Command(int workers, Duration timeout, int retries, String command) implements AccuracySpec {

        public Command {
            if (workers < 1 || timeout.toSeconds() < 1 || retries < 0 || command.isBlank()) {
                throw new IllegalArgumentException(
                        "A command needs a worker, a second, no fewer than 0 retries and a text, not " + workers + ", "
                                + timeout + ", " + retries + " and '" + command + "'");
            }
        }

        @Override
        public String text() {
            return "command:workers=" + workers + ",timeout_s=" + timeout.toSeconds() + ",retries=" + retries + ","
                    + command;
        }
    }

    /**
     * A score of untrained networks instead of accuracy.
     *
     * @param images number of images in a batch; not used by a proxy that needs none
     */
    record ZeroCost(ZeroCostProxy proxy, int images) implements AccuracySpec {

        public ZeroCost {
            if (images < 2) {
                throw new IllegalArgumentException("A score needs batches of at least 2 images, not " + images);
            }
        }

        @Override
        public String text() {
            return proxy.metric().name() + (proxy.needsImages() ? ":images=" + images : "");
        }

        @Override
        public EvaluationMetric metric() {
            return proxy.metric();
        }
    }

    /**
     * Accuracies that a predictor is fitted to, and features of each network that it also uses if they help: scores of untrained
     * networks, or of a supernet. Written as {@code training:epochs=2+naswot+supernet:epochs=20}.
     *
     * @param accuracies short trainings, a command, or predictions from a file
     * @param features   zero-cost proxies or a supernet, each kind once
     */
    record Featured(AccuracySpec accuracies, List<AccuracySpec> features) implements AccuracySpec {

        public Featured {
            features = List.copyOf(features);
        }

        @Override
        public String text() {
            return Stream.concat(Stream.of(accuracies), features.stream())
                    .map(AccuracySpec::text)
                    .collect(Collectors.joining("+"));
        }

        @Override
        public AccuracySpec withPrecision(Precision other) {
            return new Featured(accuracies.withPrecision(other), features);
        }

        @Override
        public AccuracySpec accuracies() {
            return accuracies;
        }

        @Override
        public Optional<Path> file() {
            return accuracies.file();
        }

        @Override
        public AccuracySpec withFile(UnaryOperator<Path> change) {
            return new Featured(accuracies.withFile(change), features);
        }
    }

    /**
     * Parses a specification.
     *
     * @throws UserError for an unknown source or key, or a value that is out of range
     */
    static AccuracySpec parse(String text) {
        return AccuracySpecParser.parse(text);
    }

    /** The canonical text; {@code parse(text())} is this source. */
    String text();

    /** The metric of the source's scores. */
    default EvaluationMetric metric() {
        return EvaluationMetric.ACCURACY;
    }

    /**
     * Whether a score needs neither training nor another process. Then a search is compared with a random search, since that
     * costs little.
     */
    default boolean isCheap() {
        return switch (this) {
            case Csv _, Predicted _, ZeroCost _ -> true;
            case Supernet s -> s.fineTuningSteps() == 0;
            case Training _, Halving _, Command _, Featured _ -> false;
        };
    }

    /** The source without features. */
    default AccuracySpec accuracies() {
        return this;
    }

    /**
     * The same source, with the networks that it trains evaluated in this precision; a source that trains none stays as it
     * is.
     */
    default AccuracySpec withPrecision(Precision other) {
        return this;
    }

    /** The file that the accuracies are read from or predicted from, if any. */
    default Optional<Path> file() {
        return Optional.empty();
    }

    /** The same specification with its file, if it has one, changed. */
    default AccuracySpec withFile(UnaryOperator<Path> change) {
        return this;
    }
}
