package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.Board;
import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.network.Network;
import java.util.function.Function;

/**
 * The device, settings and collaborators of a measurement.
 *
 * @param onnx makes the model file of a network
 * @param seed seed of the order in which models are timed
 */
record MeasurementSetup(
        Board board,
        Function<Network, byte[]> onnx,
        MeasurementProtocol protocol,
        long seed,
        MeasurementClock clock,
        MeasurementListener listener) {

    Device device() {
        return board.device();
    }
}
