package dev.sartor.litert;

/**
 * A model and images to run it on, one after the other.
 *
 * @param images N x H x W x C, as the model takes them
 */
record ModelRun(byte[] model, byte[] images) {}
