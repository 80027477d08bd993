package dev.sartor.delivery;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Lowering;
import dev.sartor.search.front.Trial;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures the most accurate networks of a front on the devices, so that later steps choose networks by measured latency. */
final class FrontMeasurement {
    /** Maximum number of networks to measure; the most accurate are measured. */
    static final int MAX_NETWORKS = 16;

    /** Seed of the order of measurements. */
    private static final long SEED = 1;

    private final MeasurementProtocol protocol;
    private final LongSupplier nanoTime;
    private final MeasurementListener listener;

    FrontMeasurement(MeasurementProtocol protocol, LongSupplier nanoTime, MeasurementListener listener) {
        this.protocol = protocol;
        this.nanoTime = nanoTime;
        this.listener = listener;
    }

    /**
     * Measures a front. The weights are new: latency does not depend on their values.
     *
     * @param front sorted by accuracy, the most accurate first
     * @throws InterruptedException if the thread was interrupted; nothing is stored
     */
    MeasuredFront measure(List<Trial> front, SearchSpace space, RunDevices devices) throws InterruptedException {
        List<Trial> trials = front.subList(0, Math.min(MAX_NETWORKS, front.size()));
        List<NetworkTimer.Model> models = trials.stream()
                .map(t -> NetworkTimer.Model.untrained(Lowering.lower(space.decode(space.parse(t.genome())))))
                .toList();
        List<MeasuredFront.Entry> entries = new ArrayList<>();
        for (var tableAndDevice : devices.byTable().entrySet()) {
            LatencyTable table = tableAndDevice.getKey();
            var timings = new NetworkTimer(tableAndDevice.getValue(), nanoTime, listener)
                    .time(models, table, space, protocol, SEED);
            for (int i = 0; i < models.size(); i++) {
                Trial trial = trials.get(i);
                entries.add(new MeasuredFront.Entry(
                        trial.id(), table.name(), trial.costs().latencyMs(table.name()), timings.get(i)));
            }
        }
        return new MeasuredFront(entries);
    }
}
