package dev.sartor.latency.measuring.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Device;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.latency.measuring.ProfilingModels;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentTimesTest {
    private final Supplier<Network> networks = RandomNetworks.of(List.of(TinyLatencySpace.read()), 1);

    @Test
    void aNodeBelongsToItsLayersSegmentAndTheRuntimesOwnToTheOneBefore() {
        Network network = networks.get();
        String stem = network.layer(network.segments().getFirst().from()).name();
        String head = network.layer(network.segments().getLast().from()).name();
        double[] ms = new SegmentTimes(network)
                .of(List.of(
                        new NodeTime("ReorderInput", 1),
                        new NodeTime(stem + "_nchwc", 2),
                        new NodeTime(head, 4),
                        new NodeTime("ReorderOutput_token_60", 8),
                        new NodeTime(head + ".flat", 16)));
        double[] expected = new double[network.segments().size()];
        expected[0] = 3;
        expected[expected.length - 1] = 28;
        assertArrayEquals(expected, ms);
    }

    @Test
    void aLayersNameThatBeginsAnothersIsNotTakenForIt() {
        Network network = networks.get();
        String stem = network.layer(network.segments().getFirst().from()).name();
        double[] ms = new SegmentTimes(network)
                .of(List.of(new NodeTime(network.layers().getLast().name(), 1), new NodeTime(stem + "1", 2)));
        assertEquals(3, ms[ms.length - 1]);
    }

    @Test
    void onnxRuntimeTellsNodesOfEverySegment() {
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            for (int i = 0; i < 5; i++) {
                Network network = networks.get();
                var times = new SegmentTimes(network);
                List<List<NodeTime>> runs = ((NodeTimingDevice) device).nodeTimes(ProfilingModels.onnx(network), 2, 3);
                assertEquals(3, runs.size());
                for (List<NodeTime> run : runs) {
                    // the nodes of each segment stand together, though some take less than the microsecond that is told
                    int[] order = run.stream()
                            .mapToInt(n -> place(times.of(List.of(new NodeTime(n.nodeName(), 1)))))
                            .toArray();
                    List<Integer> seen = Arrays.stream(order)
                            .filter(o -> o > 0)
                            .boxed()
                            .distinct()
                            .toList();
                    assertEquals(seen.stream().sorted().toList(), seen, run.toString());
                    assertTrue(Arrays.stream(times.of(run)).sum() > 0);
                }
            }
        }
    }

    private static int place(double[] ms) {
        return IntStream.range(0, ms.length).filter(i -> ms[i] > 0).findFirst().orElseThrow();
    }
}
