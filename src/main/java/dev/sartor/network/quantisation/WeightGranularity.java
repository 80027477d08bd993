package dev.sartor.network.quantisation;

/** How many scales the weights of a layer have. */
public enum WeightGranularity {
    /** One for each output channel: the most accurate. */
    PER_CHANNEL,
    /** One for the layer, for runtimes that know no other. Its weights should be {@linkplain Equalisation equalised} before. */
    PER_TENSOR
}
