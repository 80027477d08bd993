package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.base.math.Quantiles;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.schedule.InterleavedMeasurement;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.measuring.schedule.StoppingRule;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.LatencyRounding;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Measures the latencies of whole networks by the method with which those for a latency table were measured. */
public final class NetworkTimer {
    private static final double NO_SLOWDOWN = 1;

    private final Boards boards;
    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final Function<Device, MeasurementClock> clocks;
    private final MeasurementListener listener;

    /**
     * A network and its model file.
     *
     * @param onnx the exported file with weights, in the precision of the device; if there is none, one with random weights is
     *             made, which has the same latency
     */
    public record Model(Network network, Optional<byte[]> onnx) {

        /** A model with an exported file. */
        public static Model of(Network network, byte[] onnx) {
            return new Model(network, Optional.of(onnx));
        }

        /** A model with random weights. */
        public static Model untrained(Network network) {
            return new Model(network, Optional.empty());
        }
    }

    /** A timer for a single device. */
    public NetworkTimer(Device device, LongSupplier nanoTime, MeasurementListener listener) {
        this(Boards.of(device), nanoTime, listener);
    }

    /** A timer that divides the measurement among boards. */
    public NetworkTimer(Boards boards, LongSupplier nanoTime, MeasurementListener listener) {
        this(
                boards,
                ProfilingModels.of(boards.first().description().device()),
                _ -> MeasurementClock.system(nanoTime),
                listener);
    }

    /** @param onnx makes the model file of a network that has none: untrained models and networks of the table's calibration */
    NetworkTimer(Device device, Function<Network, byte[]> onnx, MeasurementClock clock, MeasurementListener listener) {
        this(Boards.of(device), onnx, _ -> clock, listener);
    }

    private NetworkTimer(
            Boards boards,
            Function<Network, byte[]> onnx,
            Function<Device, MeasurementClock> clocks,
            MeasurementListener listener) {
        this.boards = boards;
        this.device = boards.first();
        this.onnx = onnx;
        this.clocks = clocks;
        this.listener = listener;
    }

    /**
     * Measures the latencies of models, in their order. The speed of the device is measured with the control network, a small
     * one that is timed between the models.
     *
     * @param table    the speed of the device is compared with its speed when this table was measured
     * @param protocol the protocol; {@link MeasurementProtocol#forOneNetwork} is long enough for a single model
     * @param seed     seed of the order in which the models are timed
     * @throws UserError if the device cannot run one of the models
     */
    public List<MeasuredLatency> time(List<Model> models, LatencyTable table, MeasurementProtocol protocol, long seed)
            throws InterruptedException {
        return time(models, table, ReferenceNetworks.none(), protocol, seed);
    }

    /** Measures the latencies of models without a table: {@link MeasuredLatency#slowdownSinceTable} is 1. */
    public List<MeasuredLatency> time(List<Model> models, MeasurementProtocol protocol, long seed)
            throws InterruptedException {
        return time(models, ReferenceNetworks.none(), protocol, seed, _ -> NO_SLOWDOWN);
    }

    /**
     * Measures the latencies of models of a space's networks. If the table is of this space alone, the speed of the device is
     * measured with networks of the table's calibration, as many as there are models.
     */
    public List<MeasuredLatency> time(
            List<Model> models, LatencyTable table, SearchSpace space, MeasurementProtocol protocol, long seed)
            throws InterruptedException {
        return time(
                models,
                table,
                ReferenceNetworks.of(table.certificate(), space).limitedTo(models.size()),
                protocol,
                seed);
    }

    private List<MeasuredLatency> time(
            List<Model> models,
            LatencyTable table,
            ReferenceNetworks reference,
            MeasurementProtocol protocol,
            long seed)
            throws InterruptedException {
        return time(
                models,
                reference,
                protocol,
                seed,
                measured -> reference
                        .slowdown(measured)
                        .map(Slowdown::slowdownSinceTable)
                        .orElseGet(() -> ControlDrift.of(measured.controlMs()).medianMs()
                                / table.certificate().control().medianMs()));
    }

    private List<MeasuredLatency> time(
            List<Model> models,
            ReferenceNetworks reference,
            MeasurementProtocol protocol,
            long seed,
            ToDoubleFunction<Measurements> slowdown)
            throws InterruptedException {
        Map<Network, byte[]> files = new IdentityHashMap<>();
        // a probe is a network to be timed, with its key in the results
        Map<Network, Probe> probes = new IdentityHashMap<>();
        for (int i = 0; i < models.size(); i++) {
            Network network = models.get(i).network();
            models.get(i).onnx().ifPresent(file -> files.put(network, file));
            probes.put(network, new Probe("model " + i + " " + network.name(), network));
        }
        List<Network> networks = models.stream().map(Model::network).toList();
        List<Probe> probesInOrder = reference.interleavedWith(networks).stream()
                .map(n -> probes.containsKey(n) ? probes.get(n) : Probe.ofNetwork(n))
                .toList();
        var measured = new Measurements();
        new InterleavedMeasurement(
                        boards,
                        n -> files.containsKey(n) ? files.get(n) : onnx.apply(n),
                        protocol,
                        seed,
                        clocks,
                        listener)
                .measure(
                        probesInOrder,
                        StoppingRule.perProbe(probesInOrder, protocol.targetPrecision()),
                        measured,
                        _ -> {});
        double slowdownSinceTable = slowdown.applyAsDouble(measured);
        return networks.stream()
                .map(n -> latency(probes.get(n), measured, slowdownSinceTable))
                .toList();
    }

    private MeasuredLatency latency(Probe probe, Measurements measured, double slowdownSinceTable) {
        double[] latenciesMs = Measurements.withoutNaN(measured.latencyByRoundMs(probe.key()));
        if (latenciesMs.length == 0) {
            throw new UserError(
                    "the device could not run the model: "
                            + measured.refusals().getOrDefault(probe.key(), "the time limit was reached"),
                    probe.network().name() + " on "
                            + device.description().device().text(),
                    "allow more time, or leave the model out",
                    UserError.ExitCode.FAILED);
        }
        return new MeasuredLatency(
                LatencyRounding.roundedToNanosecond(Quantiles.median(latenciesMs)),
                LatencyRounding.roundedToNanosecond(Quantiles.of(latenciesMs, 0.1)),
                LatencyRounding.roundedToNanosecond(Quantiles.of(latenciesMs, 0.9)),
                measured.runCount(probe.key()),
                slowdownSinceTable);
    }
}
