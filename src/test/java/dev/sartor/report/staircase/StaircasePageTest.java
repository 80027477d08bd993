package dev.sartor.report.staircase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.staircase.ChannelSweep;
import dev.sartor.latency.staircase.DeviceStaircases;
import dev.sartor.latency.staircase.Staircase;
import dev.sartor.latency.staircase.Staircase.Step;
import dev.sartor.latency.staircase.StaircaseComparison;
import dev.sartor.latency.table.TinyLatencySpace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StaircasePageTest {
    private static final DeviceDescription DEVICE = new FakeDevice(0, 1).description();

    private final List<ChannelSweep> sweeps =
            // ChannelSweep.of: space, labels of blocks, number of blocks without labels, range of channels
            ChannelSweep.of(TinyLatencySpace.read(), List.of("cn_k3_nre"), 1, new ChannelSweep.Range(4, 64));

    /** A device whose latency grows by 1 ms every {@code step} channels. */
    private static DeviceStaircases device(String name, int step) {
        // DeviceStaircases: name, device, staircases, seconds
        // Step: channels, median and quartiles in ms
        return new DeviceStaircases(
                name,
                DEVICE,
                List.of(new Staircase(IntStream.rangeClosed(1, 16)
                        .map(i -> 4 * i)
                        .mapToObj(c -> new Step(c, Math.ceilDiv(c, step), c, c))
                        .toList())),
                1);
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void everyBlockHasAFigureWithALineForEachDevice() {
        // StaircaseComparison: space, channels between two points, blocks, staircases of each device
        String html = StaircasePage.html(
                new StaircaseComparison("tiny", 4, sweeps, List.of(device("fp32", 4), device("int8", 16))));
        assertEquals(1, count(html, "class=\"chart staircase\""));
        assertEquals(1, count(html, "<path class=\"line line0\" d=\"M[0-9]{2}"));
        assertEquals(1, count(html, "<path class=\"line line1\" d=\"M[0-9]{2}"));
        assertEquals(32, count(html, "<circle"));
        assertTrue(html.contains("<title>12 channels: 3.00\u00a0ms</title>"), html);
        assertTrue(html.contains("convolution 3x3 at 8x8"), html);
        assertTrue(html.contains(">16</text>"), "ticks are multiples of 16");
    }

    @Test
    void theTableSaysWhatChannelsBetweenMultiplesCost() {
        String html = StaircasePage.html(new StaircaseComparison("tiny", 4, sweeps, List.of(device("int8", 8))));
        assertTrue(html.contains("int8, of 8"), html);
        // 12/8, 20/8 ... 60/8 rounded up, divided by the line between
        assertTrue(html.contains("<td>1.11x</td>"), html);
    }

    @Test
    void aDeviceThatMeasuredNothingHasNoLine() {
        var none = new DeviceStaircases("int8", DEVICE, List.of(new Staircase(List.of())), 1);
        String html = StaircasePage.html(new StaircaseComparison("tiny", 4, sweeps, List.of(device("fp32", 4), none)));
        assertEquals(1, count(html, "d=\"M[0-9]{2}[^\"]*\"/>\n<circle class=\"dot"));
        assertFalse(html.contains("NaN"), html);
    }
}
