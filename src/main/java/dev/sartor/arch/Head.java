package dev.sartor.arch;

/** The layers after the last block. */
public sealed interface Head {

    /** The same head with another number of classes; a backbone is returned unchanged. */
    default Head withClasses(int classes) {
        return switch (this) {
            case Classifier c ->
                new Classifier(
                        c.convChannels(), c.hiddenChannels(), c.hiddenNorm(), classes, c.activation(), c.dropout());
            case Backbone b -> b;
        };
    }

    /**
     * Pointwise convolution with batch norm and activation, global average pool, hidden layer with activation, dropout, linear
     * classifier. Convolution and hidden layer are optional; a hidden layer after the pool is MobileNetV3's efficient last stage.
     *
     * @param convChannels   output channels of the pointwise convolution, 0 for none
     * @param hiddenChannels outputs of the hidden layer, 0 for none
     * @param hiddenNorm     whether the hidden layer is a pointwise convolution with batch norm, as in MobileNetV4, instead of
     *                       a linear layer with bias
     * @param dropout        the rate before the classifier, in [0, 1)
     */
    record Classifier(
            int convChannels,
            int hiddenChannels,
            boolean hiddenNorm,
            int classes,
            Activation activation,
            double dropout)
            implements Head, ArchitecturePart {
        /** The value of {@code hiddenNorm} of a head without that batch norm. */
        private static final boolean NO_NORM = false;

        public Classifier {
            if (convChannels < 0 || hiddenChannels < 0) {
                throw new IllegalArgumentException(
                        "Head channels must not be negative, and they are " + Math.min(convChannels, hiddenChannels));
            }
            BlockChecks.checkChannels(Math.max(1, convChannels));
            BlockChecks.checkChannels(Math.max(1, hiddenChannels));
            if (hiddenNorm && hiddenChannels == 0) {
                throw new IllegalArgumentException("A head without a hidden layer has no batch norm for it");
            }
            if (classes < 2) {
                throw new IllegalArgumentException("A classifier needs at least 2 classes, not " + classes);
            }
            BlockChecks.checkChannels(classes);
            BlockChecks.requireActivation(activation);
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("A dropout rate must lie in [0, 1), not " + dropout);
            }
        }

        /** A classifier whose hidden layer, if any, is a linear layer. */
        public Classifier(int convChannels, int hiddenChannels, int classes, Activation activation, double dropout) {
            this(convChannels, hiddenChannels, NO_NORM, classes, activation, dropout);
        }

        @Override
        public String token() {
            return "head";
        }
    }

    /** No head: the output is that of the last block, as for the backbone of a detector. */
    record Backbone() implements Head {}
}
