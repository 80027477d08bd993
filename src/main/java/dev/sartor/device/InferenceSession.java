package dev.sartor.device;

/** A loaded model that also returns its outputs. */
public interface InferenceSession extends Session {

    /**
     * The model's output for given images.
     *
     * @param nchw  images one after another, each channels x height x width
     * @param batch the number of images
     * @return outputs one after another, in the same order
     * @throws DeviceFailure when the run fails
     */
    float[] run(float[] nchw, int batch);
}
