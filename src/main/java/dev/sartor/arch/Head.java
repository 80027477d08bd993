package dev.sartor.arch;

/** What follows the last block. */
public sealed interface Head {

    /** The same head with that many classes; a backbone stays one. */
    default Head withClasses(int classes) {
        return switch (this) {
            case Classifier c ->
                new Classifier(c.convChannels(), c.hiddenChannels(), classes, c.activation(), c.dropout());
            case Backbone b -> b;
        };
    }

    /**
     * Pointwise convolution with batch norm and activation ({@code convChannels}, 0 for none), global average pool, a
     * biased linear layer with activation ({@code hiddenChannels}, 0 for none; MobileNetV3's efficient last stage),
     * dropout, and the classifying linear layer.
     *
     * @param dropout the rate before the classifier, in [0, 1)
     */
    record Classifier(int convChannels, int hiddenChannels, int classes, Activation activation, double dropout)
            implements Head {
        public Classifier {
            if (convChannels < 0 || hiddenChannels < 0) {
                throw new IllegalArgumentException(
                        "Head channels must not be negative, as " + Math.min(convChannels, hiddenChannels));
            }
            if (classes < 2) {
                throw new IllegalArgumentException("A classifier needs at least 2 classes, not " + classes);
            }
            BlockChecks.present(activation);
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("A dropout rate must lie in [0, 1), not " + dropout);
            }
        }
    }

    /** No head: the network ends with its last block's features, as a detector's backbone does. */
    record Backbone() implements Head {}
}
