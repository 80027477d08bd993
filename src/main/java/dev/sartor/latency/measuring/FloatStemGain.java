package dev.sartor.latency.measuring;

import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Boards;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Measures how much faster 8-bit networks are on a device if their stem is in floats. */
public final class FloatStemGain {
    /** Short, since only a clear difference matters. */
    private static final MeasurementProtocol PROTOCOL = MeasurementProtocol.forOneNetwork()
            .withRounds(MeasurementProtocol.MIN_ROUNDS)
            .withBudget(Duration.ofSeconds(5));

    private static final long SEED = 1;

    private FloatStemGain() {}

    /**
     * The share of the latency that a float stem saves: the median over some networks, whose two forms are measured in turns.
     *
     * @param boards   of a device that runs all layers in 8 bits
     * @param networks networks with stems
     */
    public static double of(
            Boards boards,
            InProcessSpec device,
            List<Network> networks,
            LongSupplier nanoTime,
            MeasurementListener listener)
            throws InterruptedException {
        return of(
                new NetworkTimer(boards, nanoTime, listener),
                networks,
                ProfilingModels.of(device),
                ProfilingModels.of(device.withFloatStem()));
    }

    static double of(
            NetworkTimer timer,
            List<Network> networks,
            Function<Network, byte[]> int8,
            Function<Network, byte[]> withFloatStem)
            throws InterruptedException {
        List<NetworkTimer.Model> models = new ArrayList<>();
        for (Network network : networks) {
            models.add(NetworkTimer.Model.of(network, int8.apply(network)));
            // a copy, since the timer distinguishes models by the identity of their networks
            var copy = new Network(network.name(), network.layers(), network.segments(), network.outputs());
            models.add(NetworkTimer.Model.of(copy, withFloatStem.apply(network)));
        }
        List<MeasuredLatency> times = timer.time(models, PROTOCOL, SEED);
        double[] gains = new double[networks.size()];
        for (int i = 0; i < gains.length; i++) {
            gains[i] = 1 - times.get(2 * i + 1).medianMs() / times.get(2 * i).medianMs();
        }
        return Quantiles.median(gains);
    }
}
