package dev.sartor.device.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.sartor.base.UserError;
import dev.sartor.base.file.TemporaryFolder;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceDescription.RuntimeBuild;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.NodeTime;
import dev.sartor.device.NodeTimingDevice;
import dev.sartor.device.machine.AllowedProcessors;
import dev.sartor.device.machine.Int8Instructions;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.network.Precision;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Device that runs ONNX Runtime in this process, with all graph optimisations and sequential execution. An open network takes
 * about the size of its file and the memory of its activations (23 MB for MobileNetV2 at 224).
 */
public final class InProcessDevice implements InferenceDevice, NodeTimingDevice {
    /**
     * Time for which the threads of a session spin before they sleep. Without spinning, threads start late and the latency of a
     * layer depends on the layer before. With long spinning, the threads of hundreds of open sessions slow down the session that
     * is timed.
     */
    private static final int SPIN_US = 30;

    /**
     * The option of a session for exact sums of 8-bit products. Without it, they saturate on x86 processors that have AVX2 but
     * not VNNI. With VNNI the option only makes models slower. Models in fp32 do not depend on it.
     */
    private static final String EXACT_SUMS = "session.x64quantprecision";

    private final InProcessSpec spec;
    /** The folder of {@code /proc} and {@code /sys}. */
    private final Path systemRoot;

    private final LongSupplier nanoTime;
    private final OrtEnvironment environment = OrtLibrary.environment();
    /**
     * Processors, from 0, for all threads but the calling one. Without affinity the latencies vary, see
     * {@code results/latency/noise.md}.
     */
    private final List<Integer> affinity;

    private final String int8Instructions;
    private final SessionOptions options = new SessionOptions();
    private final SharedTensors tensors = new SharedTensors(environment);

    public InProcessDevice(InProcessSpec spec, Path systemRoot, LongSupplier nanoTime) {
        this.spec = spec;
        this.systemRoot = systemRoot;
        this.nanoTime = nanoTime;
        this.affinity = AllowedProcessors.read(systemRoot).forAdditionalThreads(spec.threads());
        this.int8Instructions = Int8Instructions.read(systemRoot);
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
        if (spec.precision() == Precision.INT8) {
            requireIntegerKernels();
        }
    }

    private void requireIntegerKernels() {
        try {
            IntegerKernels.require(this);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void configure(SessionOptions options) throws OrtException {
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setIntraOpNumThreads(spec.threads());
        options.setInterOpNumThreads(1);
        options.addConfigEntry(EXACT_SUMS, exactSums());
        if (spec.threads() > 1) {
            options.addConfigEntry("session.intra_op.spin_duration_us", Integer.toString(SPIN_US));
        }
        if (!affinity.isEmpty()) {
            // ONNX Runtime counts processors from 1
            options.addConfigEntry(
                    "session.intra_op_thread_affinities",
                    affinity.stream().map(p -> Integer.toString(p + 1)).collect(Collectors.joining(";")));
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
                spec.threads() > 1 ? SPIN_US + " us" : "none"));
        if (!affinity.isEmpty()) {
            settings.put(
                    "further threads on processors",
                    affinity.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        if (spec.precision() == Precision.INT8) {
            settings.put(EXACT_SUMS, exactSums());
            settings.put(Int8Instructions.SETTING, int8Instructions);
        }
        OrtProviders.driver(spec.provider(), systemRoot).ifPresent(driver -> settings.put("driver", driver));
        return settings;
    }

    /** The value of the option {@link #EXACT_SUMS} for this processor. */
    private String exactSums() {
        return Int8Instructions.sumExactly(int8Instructions) ? "0" : "1";
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

    private InProcessSession open(byte[] onnx, SessionOptions sessionOptions) {
        return InProcessSession.open(environment, sessionOptions, tensors, onnx, spec.batch(), nanoTime);
    }

    @Override
    public List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed) {
        try (TemporaryFolder folder = TemporaryFolder.create("profile")) {
            return nodeTimes(onnx, discarded, timed, folder.path().resolve("session"));
        } catch (OrtException e) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "ONNX Runtime cannot profile: " + e.getMessage(), e);
        }
    }

    private List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed, Path profilePrefix)
            throws OrtException {
        try (SessionOptions profiling = new SessionOptions()) {
            configure(profiling);
            profiling.enableProfiling(profilePrefix.toString());
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
