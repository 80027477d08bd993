package dev.sartor.latency;

import dev.sartor.arch.UserError;
import dev.sartor.device.Device;
import dev.sartor.network.Network;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Times whole networks as they are, by the discipline that tables are made with. */
public final class NetworkTimer {
    private final Device device;
    private final LongSupplier nanoTime;
    private final ProfilingListener listener;

    /**
     * A network and the model file that is timed for it.
     *
     * @param onnx as it was exported, weights included
     */
    public record Model(Network network, byte[] onnx) {
    }

    /**
     * A measured latency.
     *
     * @param medianMs over rounds, with the tenth and ninetieth percentile beside it
     * @param runs     timed in all
     */
    public record Timing(double medianMs, double p10Ms, double p90Ms, int runs) {
    }

    public NetworkTimer(Device device, LongSupplier nanoTime, ProfilingListener listener) {
        this.device = device;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * The latencies of some models, in their order.
     *
     * @param seed of the order of visits
     * @throws UserError if the device refuses one of them
     */
    public List<Timing> time(List<Model> models, Discipline discipline, long seed) throws InterruptedException {
        Map<Network, byte[]> files = new IdentityHashMap<>();
        List<Probe> probes = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            Network network = models.get(i).network();
            files.put(network, models.get(i).onnx());
            probes.add(new Probe("model " + i + " " + network.name(), network));
        }
        var measured = new Measured(discipline.rounds());
        new Interleaved(device, n -> files.containsKey(n) ? files.get(n) : ProfilingModels.onnx(n), discipline, seed,
                nanoTime, listener).measure(probes, measured, _ -> { });
        return probes.stream().map(p -> timing(p, measured)).toList();
    }

    private Timing timing(Probe probe, Measured measured) {
        double[] rounds = Measured.present(measured.roundsMs(probe.key()));
        if (rounds.length == 0) {
            throw new UserError("the device could not run the model: "
                    + measured.refusals().getOrDefault(probe.key(), "no time was left for it"),
                    probe.network().name() + " on " + device.description().device().text(),
                    "allow more time, or leave the model out", UserError.ExitCode.FAILED, null);
        }
        return new Timing(Figures.rounded(Quantiles.median(rounds)), Figures.rounded(Quantiles.of(rounds, 0.1)),
                Figures.rounded(Quantiles.of(rounds, 0.9)), measured.runs(probe.key()));
    }
}
