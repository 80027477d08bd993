package dev.sartor.latency;

import dev.sartor.arch.UserError;
import dev.sartor.device.Device;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Times whole networks as they are, by the discipline that tables are made with. */
public final class NetworkTimer {
    private final Device device;
    private final Function<Network, byte[]> control;
    private final Ticker ticker;
    private final ProfilingListener listener;

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

    public NetworkTimer(Device device, LongSupplier nanoTime, ProfilingListener listener) {
        this(device, ProfilingModels::onnx, Ticker.of(nanoTime), listener);
    }

    /** @param control the model file of the control network */
    NetworkTimer(Device device, Function<Network, byte[]> control, Ticker ticker, ProfilingListener listener) {
        this.device = device;
        this.control = control;
        this.ticker = ticker;
        this.listener = listener;
    }

    /**
     * The latencies of some models, in their order. {@link Discipline#forOneNetwork} is long enough for a single one.
     *
     * @param table whose speed of the device to compare with
     * @param seed  of the order of visits
     * @throws UserError if the device cannot run one of them
     */
    public List<WholeLatency> time(List<Model> models, LatencyTable table, Discipline discipline, long seed)
            throws InterruptedException {
        Map<Network, byte[]> files = new IdentityHashMap<>();
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            Network network = models.get(i).network();
            files.put(network, models.get(i).onnx());
            probes.add(new Probe("model " + i + " " + network.name(), network));
        }
        var measured = new Measured(discipline.rounds());
        new Interleaved(device, n -> files.containsKey(n) ? files.get(n) : control.apply(n), discipline, seed,
                ticker, listener).measure(probes, Settling.each(probes, discipline.precision()), measured, _ -> { });
        double controlOverTable = Quantiles.median(measured.controlMs()) / table.certificate().control().medianMs();
        return probes.stream().map(p -> latency(p, measured, controlOverTable)).toList();
    }

    private WholeLatency latency(Probe probe, Measured measured, double controlOverTable) {
        double[] rounds = Measured.present(measured.roundsMs(probe.key()));
        if (rounds.length == 0) {
            throw new UserError("the device could not run the model: "
                    + measured.refusals().getOrDefault(probe.key(), "no time was left for it"),
                    probe.network().name() + " on " + device.description().device().text(),
                    "allow more time, or leave the model out", UserError.ExitCode.FAILED, null);
        }
        return new WholeLatency(Figures.rounded(Quantiles.median(rounds)), Figures.rounded(Quantiles.of(rounds, 0.1)),
                Figures.rounded(Quantiles.of(rounds, 0.9)), measured.runs(probe.key()), controlOverTable);
    }
}
