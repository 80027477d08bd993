package dev.sartor.latency.measuring.probe;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceFailure;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import java.util.stream.Stream;

/**
 * The control network: a small network that is measured again and again between the other models, the same in every
 * measurement. Its latency shows how the speed of the device changes during a measurement and between measurements.
 */
public final class ControlNetwork {
    /** The probe key of the control network. */
    public static final String KEY = "control";

    /** Channels of the head's convolution and hidden layer: the head has neither. */
    private static final int NO_LAYER = 0;

    private static final int CLASSES = 10;
    private static final double NO_DROPOUT = 0;

    private ControlNetwork() {}

    /** The network, with an input of 3x64x64. */
    public static Network network() {
        int kernel = 3;
        int stride = 2;
        int channels = 16;
        var stem = new Stem(kernel, stride, channels, Activation.RELU6);
        var blocks = Stream.of(
                "ir_r1_k3_s1_e3_c16_nr6",
                "ir_r1_k3_s2_e6_c24_nr6",
                "ir_r1_k5_s1_e6_c24_nr6",
                "ir_r1_k3_s2_e6_c40_nr6",
                "ir_r1_k3_s1_e6_c40_nr6");
        return Lowering.lower(new Architecture(
                KEY,
                new Shape(3, 64, 64),
                stem,
                blocks.map(BlockStrings::parse).toList(),
                new Head.Classifier(NO_LAYER, NO_LAYER, CLASSES, Activation.RELU6, NO_DROPOUT)));
    }

    /**
     * The error of a device that cannot run even the control network.
     *
     * @param nextStep instruction for the time after the device works again
     */
    public static UserError deviceFailed(Device device, String what, String nextStep, DeviceFailure e) {
        return new UserError(
                what + ": " + e.getMessage(),
                "device " + device.description().device().text(),
                "check the device, then " + nextStep
                        + int8Remedy(device.description().device().precision()),
                UserError.ExitCode.FAILED,
                e);
    }

    private static String int8Remedy(Precision precision) {
        return switch (precision) {
            case FP32 -> "";
            case INT8 ->
                "; or use precision=fp32, if its runtime has no 8-bit models (QuantizeLinear and DequantizeLinear of"
                        + " ONNX opset 13 or later)";
        };
    }
}
