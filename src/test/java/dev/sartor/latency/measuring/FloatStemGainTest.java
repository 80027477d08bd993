package dev.sartor.latency.measuring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FloatStemGainTest {
    private static double trueGain(Network network, Network other) {
        return 1 - FakeDevice.trueMs(other) / FakeDevice.trueMs(network);
    }

    @Test
    void theGainIsTheMedianOfThoseOfTheNetworks() throws InterruptedException {
        // FakeDevice: relative noise, seed
        var device = new FakeDevice(0.001, 1);
        List<Network> networks = Stream.generate(RandomNetworks.of(List.of(TinyLatencySpace.read()), 3))
                .limit(4)
                .toList();
        // each network has another one as its form with a float stem
        List<Network> measured = networks.subList(0, 3);
        double gain = FloatStemGain.of(
                new NetworkTimer(device, device::model, device.ticker(), MeasurementListener.SILENT),
                measured,
                device::model,
                n -> device.model(networks.get(networks.indexOf(n) + 1)));
        double expected = Stream.of(0, 1, 2)
                .map(i -> trueGain(networks.get(i), networks.get(i + 1)))
                .sorted()
                .toList()
                .get(1);
        assertEquals(expected, gain, 0.01);
    }
}
