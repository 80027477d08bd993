package dev.sartor.device;

/** A device that also hands back what a model computes. */
public interface InferenceDevice extends Device {

    @Override
    InferenceSession open(byte[] onnx);
}
