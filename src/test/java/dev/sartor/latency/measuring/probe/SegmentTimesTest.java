package dev.sartor.latency.measuring.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Device;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.ExecutionProvider;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.latency.measuring.ProfilingModels;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SegmentTimesTest {
    private final Supplier<Network> networks = RandomNetworks.of(List.of(TinyLatencySpace.read()), 1);

    @Test
    void aNodeWithoutALayerBelongsToTheSegmentOfTheNodeBefore() {
        Network network = networks.get();
        String stem = network.layer(network.segments().getFirst().from()).name();
        String head = network.layer(network.segments().getLast().from()).name();
        double[] ms = new SegmentTimes(network)
                .perSegment(List.of(
                        new NodeTime("ReorderInput", 1),
                        new NodeTime(stem + "_nchwc", 2),
                        new NodeTime(head, 4),
                        new NodeTime("ReorderOutput_token_60", 8),
                        new NodeTime(head + ".flat", 16)));
        double[] expected = new double[network.segments().size()];
        // ReorderInput, which has no node before it, and the stem
        expected[0] = 1 + 2;
        expected[expected.length - 1] = 4 + 8 + 16;
        assertArrayEquals(expected, ms);
    }

    @Test
    void aLayerNameThatIsAPrefixOfAnotherIsNotMistakenForIt() {
        Network network = networks.get();
        String stem = network.layer(network.segments().getFirst().from()).name();
        double[] ms = new SegmentTimes(network)
                .perSegment(List.of(new NodeTime(network.layers().getLast().name(), 1), new NodeTime(stem + "1", 2)));
        // no layer has the name of the stem with a 1 behind it, so both nodes count for the last segment
        assertEquals(1 + 2, ms[ms.length - 1]);
    }

    @ParameterizedTest
    @EnumSource
    void onnxRuntimeReportsNodesOfEverySegment(Precision precision) {
        // InProcessSpec: provider, threads, batch size, precision
        try (Device device = Devices.open(new InProcessSpec(ExecutionProvider.CPU, 1, 1, precision))) {
            for (int i = 0; i < 5; i++) {
                Network network = networks.get();
                var times = new SegmentTimes(network);
                List<List<NodeTime>> runs = ((NodeTimingDevice) device)
                        // nodeTimes: model, runs that are discarded, timed runs
                        .nodeTimes(ProfilingModels.of(precision).apply(network), 2, 3);
                assertEquals(3, runs.size());
                for (List<NodeTime> run : runs) {
                    // the nodes of each segment are consecutive; nodes shorter than a microsecond are reported as 0
                    int[] order = run.stream()
                            .mapToInt(n -> segment(times.perSegment(List.of(new NodeTime(n.nodeName(), 1)))))
                            .toArray();
                    List<Integer> seen = Arrays.stream(order)
                            .filter(o -> o > 0)
                            .boxed()
                            .distinct()
                            .toList();
                    assertEquals(seen.stream().sorted().toList(), seen, run.toString());
                    assertTrue(Arrays.stream(times.perSegment(run)).sum() > 0);
                }
            }
        }
    }

    private static int segment(double[] ms) {
        return IntStream.range(0, ms.length).filter(i -> ms[i] > 0).findFirst().orElseThrow();
    }
}
