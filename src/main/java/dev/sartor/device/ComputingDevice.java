package dev.sartor.device;

/** A device that also hands back what a model computes. */
public interface ComputingDevice extends Device {

    @Override
    ComputingSession open(byte[] onnx);
}
