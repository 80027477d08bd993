package dev.sartor.latency.measuring.probe;

import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.Session;
import dev.sartor.device.TimingRequest;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A simulated device with additive latencies of layers, noise and optional faults. Its clock is simulated too.
 */
public final class FakeDevice implements Device {
    /** The latency of a network without layers. */
    public static final double OVERHEAD_MS = 0.02;

    private final Map<String, Network> models = new ConcurrentHashMap<>();
    private final SplittableRandom random;

    public Predicate<Network> refusesToLoad = _ -> false;
    public Predicate<Network> refusesToRun = _ -> false;
    /** Factor on all latencies at a given time in nanoseconds. */
    public LongToDoubleFunction slowdownAt = _ -> 1;
    /** Factor on the latency of each network. */
    public ToDoubleFunction<Network> slowdownOf = _ -> 1;
    /** Relative noise of each network. */
    ToDoubleFunction<Network> noiseOf;
    /** Maximum relative slowdown of a session, drawn at random when it is opened. */
    public double sessionNoise;

    public long loadingNanos;
    /** Time of each visit, which is one call of {@link Session#timesMs}, beyond its runs. */
    public long visitNanos;

    /** Number of runs after which the device can neither run nor load a model. */
    public int runsUntilFailure = Integer.MAX_VALUE;
    /** Whether every seventh run returns an impossible time and sets the clock back by 50 µs. */
    public boolean clockJumps;

    /** Step of the timer, to whose multiples all times are rounded up; 0 for a fine timer. */
    public double timerStepMs;
    /** The reading of a faulty clock as a function of the true time, both in nanoseconds. */
    public LongUnaryOperator clock = nanos -> nanos;

    /** Version of the operating system's kernel. */
    public String kernel = "none";

    public int maxOpenSessions = Integer.MAX_VALUE;
    public int requestsPerCall = 1;
    /** Number of calls of {@link #timesMs}. */
    public int batchedRequests;

    public int openSessions;
    /** Number of completed visits, without those for warming up. */
    public int visits;

    public int peakOpenSessions;
    private long nanos;
    private long runs;

    /** @param noise standard deviation of the latency of a run, as a share of it */
    public FakeDevice(double noise, long seed) {
        this.noiseOf = _ -> noise;
        this.random = new SplittableRandom(seed);
    }

    public static FakeDevice noiseless() {
        return new FakeDevice(0, 1);
    }

    /** The latency of a network without noise. */
    public static double trueMs(Network network) {
        return OVERHEAD_MS
                + network.layers().stream().mapToDouble(FakeDevice::layerMs).sum();
    }

    private static double layerMs(Layer layer) {
        return switch (layer.op()) {
            case Op.Conv _ -> 0.002 + layer.macs() / 2e7;
            case Op.Linear _ -> 0.001 + layer.macs() / 1e7;
            case Op.BatchNorm _, Op.Activate _, Op.Add _, Op.Scale _ ->
                layer.output().size() / 1e8;
            case Op.Input _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Dropout _ -> 0;
        };
    }

    /** Replaces the export: the model file has only the network's name and input, by which the device finds it. */
    public byte[] model(Network network) {
        String name = network.name() + "@" + network.input();
        models.put(name, network);
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** The simulated clock, which waits without real delay. */
    public MeasurementClock ticker() {
        return new MeasurementClock() {
            @Override
            public long nanoTime() {
                return clock.applyAsLong(nanos);
            }

            @Override
            public void sleep(Duration time) {
                nanos += time.toNanos();
            }
        };
    }

    @Override
    public DeviceDescription description() {
        return new DeviceDescription(
                DeviceSpec.cpu(),
                // Machine: CPU, architecture, processors, affinity, virtual, bytes of memory, operating system, kernel
                new Machine("Fake 1", "fake", 1, "0", false, 1 << 20, "none", kernel),
                // MachineState: governor, clock in MHz, temperature
                new MachineState(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                new DeviceDescription.RuntimeBuild("fake", "1", "1"),
                Map.of());
    }

    @Override
    public Session open(byte[] onnx) {
        Network network = models.get(new String(onnx, StandardCharsets.UTF_8));
        if (runs >= runsUntilFailure || refusesToLoad.test(network)) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "cannot load " + network.name());
        }
        openSessions++;
        nanos += loadingNanos;
        peakOpenSessions = Math.max(peakOpenSessions, openSessions);
        return new FakeSession(network);
    }

    @Override
    public int requestsPerCall() {
        return requestsPerCall;
    }

    /** Several requests together take the time of one visit beyond their runs. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> requests) {
        batchedRequests++;
        nanos -= (requests.size() - 1) * visitNanos;
        return Device.super.timesMs(requests);
    }

    @Override
    public int maxOpenSessions() {
        return maxOpenSessions;
    }

    @Override
    public void close() {}

    private final class FakeSession implements Session {
        private final Network network;
        private final double trueMs;

        FakeSession(Network network) {
            this.network = network;
            this.trueMs = trueMs(network)
                    * slowdownOf.applyAsDouble(network)
                    * (sessionNoise == 0 ? 1 : 1 + sessionNoise * random.nextDouble());
        }

        @Override
        public double[] timesMs(int discarded, int timed) {
            nanos += visitNanos;
            double[] times = new double[timed];
            for (int i = -discarded; i < timed; i++) {
                double ms = runMs();
                if (i >= 0) {
                    times[i] = ms;
                }
            }
            visits += discarded > 0 ? 1 : 0;
            return times;
        }

        private double runMs() {
            if (runs++ >= runsUntilFailure || refusesToRun.test(network)) {
                throw new DeviceFailure(DeviceFailure.Stage.RUN, "cannot run " + network.name());
            }
            // noise only makes runs longer
            double ms = trueMs
                    * slowdownAt.applyAsDouble(nanos)
                    * (1 + noiseOf.applyAsDouble(network) * Math.abs(random.nextGaussian()));
            nanos += (long) (ms * 1e6);
            if (clockJumps && runs % 7 == 0) {
                nanos -= 50_000;
                // impossible times
                return new double[] {-3, 0, Double.NaN, 1e7}[(int) (runs / 7 % 4)];
            }
            return timerStepMs == 0 ? ms : Math.ceil(ms / timerStepMs) * timerStepMs;
        }

        @Override
        public void close() {
            openSessions--;
        }
    }
}
