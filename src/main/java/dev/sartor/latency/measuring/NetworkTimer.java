package dev.sartor.latency.measuring;

import dev.sartor.base.UserError;
import dev.sartor.base.math.Quantiles;
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
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Times whole networks as they are, by the discipline that tables are made with. */
public final class NetworkTimer {
    private final Device device;
    private final Function<Network, byte[]> onnx;
    private final MeasurementClock ticker;
    private final MeasurementListener listener;

    /**
     * A network and the model file that is timed for it.
     *
     * @param onnx as it was exported, weights included
     */
    public record Model(Network network, byte[] onnx) {

        /** As it will be exported, but with fresh weights, which time like trained ones. */
        public static Model untrained(Network network) {
            return new Model(network, ProfilingModels.onnx(network));
        }
    }

    public NetworkTimer(Device device, LongSupplier nanoTime, MeasurementListener listener) {
        this(device, ProfilingModels::onnx, MeasurementClock.of(nanoTime), listener);
    }

    /** @param onnx the model file of a network of the table's */
    NetworkTimer(Device device, Function<Network, byte[]> onnx, MeasurementClock ticker, MeasurementListener listener) {
        this.device = device;
        this.onnx = onnx;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * The latencies of some models, in their order. {@link MeasurementProtocol#forOneNetwork} is long enough for a single one. How
     * fast the device is now, the control tells.
     *
     * @param table whose speed of the device to compare with
     * @param seed  of the order of visits
     * @throws UserError if the device cannot run one of them
     */
    public List<MeasuredLatency> time(List<Model> models, LatencyTable table, MeasurementProtocol discipline, long seed)
            throws InterruptedException {
        return time(models, table, ReferenceNetworks.none(), discipline, seed);
    }

    /**
     * The same for networks of a space. As many that the table was calibrated on are measured along with them to tell how
     * fast the device is now, where the table is of this space alone.
     */
    public List<MeasuredLatency> time(
            List<Model> models, LatencyTable table, SearchSpace space, MeasurementProtocol discipline, long seed)
            throws InterruptedException {
        return time(
                models,
                table,
                ReferenceNetworks.of(table.certificate(), space).atMost(models.size()),
                discipline,
                seed);
    }

    private List<MeasuredLatency> time(
            List<Model> models,
            LatencyTable table,
            ReferenceNetworks anchors,
            MeasurementProtocol discipline,
            long seed)
            throws InterruptedException {
        Map<Network, byte[]> files = new IdentityHashMap<>();
        Map<Network, Probe> probes = new IdentityHashMap<>();
        for (int i = 0; i < models.size(); i++) {
            Network network = models.get(i).network();
            files.put(network, models.get(i).onnx());
            probes.put(network, new Probe("model " + i + " " + network.name(), network));
        }
        List<Network> networks = models.stream().map(Model::network).toList();
        List<Probe> all = anchors.among(networks).stream()
                .map(n -> probes.containsKey(n) ? probes.get(n) : Probe.whole(n))
                .toList();
        var measured = new Measurements(discipline.rounds());
        new InterleavedMeasurement(
                        device,
                        n -> files.containsKey(n) ? files.get(n) : onnx.apply(n),
                        discipline,
                        seed,
                        ticker,
                        listener)
                .measure(all, StoppingRule.each(all, discipline.targetPrecision()), measured, _ -> {});
        double overTable = anchors.slowdown(measured)
                .map(Slowdown::overTable)
                .orElseGet(() -> ControlDrift.of(measured.controlMs()).medianMs()
                        / table.certificate().control().medianMs());
        return networks.stream()
                .map(n -> latency(probes.get(n), measured, overTable))
                .toList();
    }

    private MeasuredLatency latency(Probe probe, Measurements measured, double overTable) {
        double[] rounds = Measurements.present(measured.roundsMs(probe.key()));
        if (rounds.length == 0) {
            throw new UserError(
                    "the device could not run the model: "
                            + measured.refusals().getOrDefault(probe.key(), "no time was left for it"),
                    probe.network().name() + " on "
                            + device.description().device().text(),
                    "allow more time, or leave the model out",
                    UserError.ExitCode.FAILED,
                    null);
        }
        return new MeasuredLatency(
                LatencyRounding.toNanoseconds(Quantiles.median(rounds)),
                LatencyRounding.toNanoseconds(Quantiles.of(rounds, 0.1)),
                LatencyRounding.toNanoseconds(Quantiles.of(rounds, 0.9)),
                measured.runs(probe.key()),
                overTable);
    }
}
