package dev.sartor.device.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.sartor.base.UserError;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDescription.RuntimeBuild;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.machine.AllowedProcessors;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.InProcessSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * ONNX Runtime in this process: all graph optimisations, operations one after another. An open network holds about its
 * file's size and the memory of its activations (23 MB for MobileNetV2 at 224).
 */
public final class InProcessDevice implements InferenceDevice, NodeTimingDevice {
    /**
     * How long a session's threads wait for work before they sleep. Threads that must first be woken join late, so that what
     * a layer takes would depend on what ran before it; but hundreds of sessions are open, and none may spin at the cost of
     * the one timed.
     */
    private static final int SPINNING_US = 30;

    private final InProcessSpec spec;
    private final Path systemRoot;
    private final LongSupplier nanoTime;
    private final OrtEnvironment environment = OrtLibrary.environment();
    /** Where the threads besides the caller's stay; left to the system they run unsteadily, see {@code results/latency/README.md}. */
    private final List<Integer> boundTo;

    private final SessionOptions options = new SessionOptions();
    private final SharedTensors tensors = new SharedTensors(environment);

    public InProcessDevice(InProcessSpec spec, Path systemRoot, LongSupplier nanoTime) {
        this.spec = spec;
        this.systemRoot = systemRoot;
        this.nanoTime = nanoTime;
        this.boundTo = AllowedProcessors.read(systemRoot).besidesFirst(spec.threads());
        try {
            configure(options);
        } catch (OrtException e) {
            close();
            throw new UserError(
                    "ONNX Runtime does not start its provider '"
                            + spec.provider().token() + "': " + e.getMessage(),
                    "device '" + spec.text() + "'",
                    "install what the provider needs (its libraries, its driver), or use cpu",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    private void configure(SessionOptions options) throws OrtException {
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(spec.threads());
        options.setInterOpNumThreads(1);
        if (spec.threads() > 1) {
            options.addConfigEntry("session.intra_op.spin_duration_us", Integer.toString(SPINNING_US));
        }
        if (!boundTo.isEmpty()) {
            // ONNX Runtime counts processors from 1
            options.addConfigEntry(
                    "session.intra_op_thread_affinities",
                    boundTo.stream().map(p -> Integer.toString(p + 1)).collect(Collectors.joining(";")));
        }
        OrtProviders.addTo(options, spec.provider(), spec.threads());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Map.of(
                "graph optimisation",
                "all",
                "execution",
                "sequential",
                "inter-op threads",
                "1",
                "spinning",
                spec.threads() > 1 ? SPINNING_US + " us" : "none"));
        if (!boundTo.isEmpty()) {
            settings.put(
                    "further threads on processors",
                    boundTo.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        OrtProviders.driver(spec.provider(), systemRoot).ifPresent(driver -> settings.put("driver", driver));
        return settings;
    }

    @Override
    public DeviceDescription description() {
        var runtime = new RuntimeBuild(
                "ONNX Runtime", OrtLibrary.version(), OrtLibrary.commit().orElse(Machine.UNKNOWN));
        return new DeviceDescription(
                spec, Machine.read(systemRoot), MachineState.read(systemRoot), runtime, settings());
    }

    @Override
    public InferenceSession open(byte[] onnx) {
        return open(onnx, options);
    }

    private InProcessSession open(byte[] onnx, SessionOptions how) {
        return InProcessSession.open(environment, how, tensors, onnx, spec.batch(), nanoTime);
    }

    @Override
    public List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed) {
        try {
            Path folder = Files.createTempDirectory("sartor-profile-");
            try {
                return nodeTimes(onnx, discarded, timed, folder.resolve("session"));
            } finally {
                Files.delete(folder);
            }
        } catch (OrtException e) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "ONNX Runtime cannot profile: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed, Path start) throws OrtException {
        try (SessionOptions profiling = new SessionOptions()) {
            configure(profiling);
            profiling.enableProfiling(start.toString());
            try (InProcessSession session = open(onnx, profiling)) {
                session.timesMs(discarded, timed);
                return session.endProfiling().subList(discarded, discarded + timed);
            }
        }
    }

    @Override
    public void close() {
        tensors.close();
        options.close();
    }
}
