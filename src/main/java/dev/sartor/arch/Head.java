package dev.sartor.arch;

/** What follows the last block. */
public sealed interface Head {

    /** The same head with that many classes; a backbone stays one. */
    default Head withClasses(int classes) {
        return switch (this) {
            case Classifier c ->
                new Classifier(
                        c.convChannels(), c.hiddenChannels(), c.hiddenNorm(), classes, c.activation(), c.dropout());
            case Backbone b -> b;
        };
    }

    /**
     * Pointwise convolution with batch norm and activation ({@code convChannels}, 0 for none), global average pool, a
     * hidden layer with activation ({@code hiddenChannels}, 0 for none; MobileNetV3's efficient last stage), dropout, and
     * the classifying linear layer.
     *
     * @param hiddenNorm whether the hidden layer is a pointwise convolution with batch norm, as MobileNetV4 has it, and
     *                   not a biased linear layer
     * @param dropout    the rate before the classifier, in [0, 1)
     */
    record Classifier(
            int convChannels,
            int hiddenChannels,
            boolean hiddenNorm,
            int classes,
            Activation activation,
            double dropout)
            implements Head, ArchitecturePart {
        public Classifier {
            if (convChannels < 0 || hiddenChannels < 0) {
                throw new IllegalArgumentException(
                        "Head channels must not be negative, as " + Math.min(convChannels, hiddenChannels));
            }
            if (hiddenNorm && hiddenChannels == 0) {
                throw new IllegalArgumentException("A head without a hidden layer has no batch norm for it");
            }
            if (classes < 2) {
                throw new IllegalArgumentException("A classifier needs at least 2 classes, not " + classes);
            }
            BlockChecks.present(activation);
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("A dropout rate must lie in [0, 1), not " + dropout);
            }
        }

        /** A classifier whose hidden layer, if it has one, is linear. */
        public Classifier(int convChannels, int hiddenChannels, int classes, Activation activation, double dropout) {
            this(convChannels, hiddenChannels, false, classes, activation, dropout);
        }

        @Override
        public String token() {
            return "head";
        }
    }

    /** No head: the network ends with its last block's features, as a detector's backbone does. */
    record Backbone() implements Head {}
}
