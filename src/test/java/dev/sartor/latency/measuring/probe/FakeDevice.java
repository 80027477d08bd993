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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A device whose layers have known costs that add up, on which each run is a little noisy, and which can misbehave. It
 * keeps its own time.
 */
public final class FakeDevice implements Device {
    private static final double OVERHEAD_MS = 0.02;

    private final Map<String, Network> models = new HashMap<>();
    private final SplittableRandom random;
    public Predicate<Network> refusesToLoad = _ -> false;
    public Predicate<Network> refusesToRun = _ -> false;
    /** At a moment, in nanoseconds, how many times longer than usual everything takes. */
    public LongToDoubleFunction slowness = _ -> 1;
    /** How many times longer than usual single networks take. */
    public ToDoubleFunction<Network> slownessOf = _ -> 1;
    /** Of single networks, in place of the device's own. */
    ToDoubleFunction<Network> noiseOf;
    /** How much slower each session may be, by itself and for as long as it is open. */
    double sessionNoise;

    long loadingNanos;
    /** What each visit takes beyond its runs. */
    public long visitNanos;

    public int runsUntilDeath = Integer.MAX_VALUE;
    public boolean clockJumps;
    /** What the clock shows, in nanoseconds, when it should show so many. */
    public LongUnaryOperator clock = nanos -> nanos;

    public String kernel = "none";
    int maxOpenSessions = Integer.MAX_VALUE;
    int requestsPerCall = 1;
    int goes;
    public int openSessions;
    /** Visits that were answered, those that only warm up left out. */
    public int visits;

    public int mostOpenSessions;
    private long nanos;
    private long runs;

    public FakeDevice(double noise, long seed) {
        this.noiseOf = _ -> noise;
        this.random = new SplittableRandom(seed);
    }

    /** What the device's latency of a network is, but for noise. */
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

    /** Stands for the export: the device knows models by name and input. */
    public byte[] model(Network network) {
        String name = network.name() + "@" + network.input();
        models.put(name, network);
        return name.getBytes(StandardCharsets.UTF_8);
    }

    /** Its own time, in which waiting takes none of ours. */
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
                new Machine("Fake 1", "fake", 1, "0", false, 1 << 20, "none", kernel),
                new MachineState(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                new DeviceDescription.RuntimeBuild("fake", "1", "1"),
                Map.of());
    }

    @Override
    public Session open(byte[] onnx) {
        Network network = models.get(new String(onnx, StandardCharsets.UTF_8));
        if (runs >= runsUntilDeath || refusesToLoad.test(network)) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "cannot load " + network.name(), null);
        }
        openSessions++;
        nanos += loadingNanos;
        mostOpenSessions = Math.max(mostOpenSessions, openSessions);
        return new FakeSession(network);
    }

    @Override
    public int requestsPerCall() {
        return requestsPerCall;
    }

    /** Where several turns are one visit. */
    @Override
    public List<double[]> timesMs(List<TimingRequest> turns) {
        goes++;
        nanos -= (turns.size() - 1) * visitNanos;
        return Device.super.timesMs(turns);
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
                    * slownessOf.applyAsDouble(network)
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
            if (runs++ >= runsUntilDeath || refusesToRun.test(network)) {
                throw new DeviceFailure(DeviceFailure.Stage.RUN, "cannot run " + network.name(), null);
            }
            // noise on a clock's side only: runs take longer, never less
            double ms = trueMs
                    * slowness.applyAsDouble(nanos)
                    * (1 + noiseOf.applyAsDouble(network) * Math.abs(random.nextGaussian()));
            nanos += (long) (ms * 1e6);
            if (clockJumps && runs % 7 == 0) {
                nanos -= 50_000;
                return new double[] {-3, 0, Double.NaN, 1e7}[(int) (runs / 7 % 4)];
            }
            return ms;
        }

        @Override
        public void close() {
            openSessions--;
        }
    }
}
