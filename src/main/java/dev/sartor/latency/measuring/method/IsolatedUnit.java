package dev.sartor.latency.measuring.method;

import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.util.List;

/**
 * Times a unit (stem, block or head) as a model of its own. This includes the conversion of input and output to the runtime's
 * layout, which a block inside a network does not need, and the weights are always in the caches.
 */
public record IsolatedUnit() implements MeasurementMethod {

    @Override
    public String name() {
        return "isolated";
    }

    @Override
    public List<Probe> probes(Unit unit, List<Network> networks) {
        return List.of(probe(unit));
    }

    @Override
    public double[] latencyMs(Unit unit, List<Network> networks, Measurements measured) {
        return measured.latencyByRoundMs(probe(unit).key());
    }

    private static Probe probe(Unit unit) {
        return new Probe("unit:" + unit.key(), unit.network());
    }
}
