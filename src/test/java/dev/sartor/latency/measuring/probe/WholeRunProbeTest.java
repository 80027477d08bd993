package dev.sartor.latency.measuring.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.Session;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeRunProbeTest {
    private static final boolean STAYS_WARM = true;
    private static final boolean COOLS_DOWN = false;
    private static final byte[] MODEL = {1};

    /** A device whose runs get 10 % faster each time until run {@code warmFrom}, and take one millisecond from then on. */
    private static final class WarmingDevice implements Device {
        private final int warmFrom;
        private final boolean staysWarm;
        private long nanos;
        private int runs;
        private boolean closed;

        WarmingDevice(int warmFrom, boolean staysWarm) {
            this.warmFrom = warmFrom;
            this.staysWarm = staysWarm;
        }

        MeasurementClock ticker() {
            return new MeasurementClock() {
                @Override
                public long nanoTime() {
                    return nanos;
                }

                @Override
                public void sleep(Duration time) {
                    nanos += time.toNanos();
                }
            };
        }

        @Override
        public DeviceDescription description() {
            return FakeDevice.noiseless().description();
        }

        @Override
        public Session open(byte[] onnx) {
            return new Session() {
                @Override
                public double[] timesMs(int discarded, int timed) {
                    double[] ms = DoubleStream.generate(this::run)
                            .limit(discarded + timed)
                            .toArray();
                    return Arrays.copyOfRange(ms, discarded, discarded + timed);
                }

                private double run() {
                    double ms = Math.pow(1.1, Math.max(0, warmFrom - runs++));
                    nanos += (long) (ms * 1e6);
                    return ms;
                }

                @Override
                public boolean staysWarm() {
                    return staysWarm;
                }

                @Override
                public void close() {
                    closed = true;
                }
            };
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "2, 6", "7, 12", "10, 15", "60, 21"})
    void aSessionIsWarmedUpUntilItGetsNoFasterOrTheLimitIsReached(int warmFrom, int runs) {
        var device = new WarmingDevice(warmFrom, STAYS_WARM);
        WholeRunProbe.open(device, "a", MODEL, device.ticker());
        assertEquals(runs, device.runs);
    }

    @Test
    void aSessionThatDoesNotStayWarmIsRunOnlyToEstimateItsTime() {
        // WarmingDevice: first warm run, whether it stays warm
        var device = new WarmingDevice(60, COOLS_DOWN);
        WholeRunProbe.open(device, "a", MODEL, device.ticker());
        // the runs that estimate its time
        assertEquals(3, device.runs);
    }

    @Test
    void aVisitTimesThreeRunsAfterDiscardingTwo() {
        var device = new WarmingDevice(0, STAYS_WARM);
        WholeRunProbe open = WholeRunProbe.open(device, "a", MODEL, device.ticker());
        int before = device.runs;
        Visit visit = open.visitOnce();
        assertEquals(3, visit.runsMs().length);
        assertEquals(5, device.runs - before);
        assertEquals(5, open.runsPerVisit());
    }

    @Test
    void aSessionThatFailsDuringWarmUpIsClosed() {
        var device = new WarmingDevice(0, STAYS_WARM);
        MeasurementClock broken = new MeasurementClock() {
            @Override
            public long nanoTime() {
                throw new IllegalStateException("no clock");
            }

            @Override
            public void sleep(Duration time) {}
        };
        assertThrows(IllegalStateException.class, () -> WholeRunProbe.open(device, "a", MODEL, broken));
        assertTrue(device.closed);
    }
}
