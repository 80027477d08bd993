package dev.sartor.device;

/** A device that also returns the outputs of models, not only their run times. */
public interface InferenceDevice extends Device {

    @Override
    InferenceSession open(byte[] onnx);
}
