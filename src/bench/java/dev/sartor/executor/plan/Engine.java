package dev.sartor.executor.plan;

import dev.sartor.device.InferenceDevice;
import dev.sartor.device.Session;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.executor.Executor;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxExport;
import dev.sartor.onnx.OnnxMetadata;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An engine whose speed {@link EngineComparison} measures: the executor, PyTorch or ONNX Runtime. It prepares each workload at the first
 * use. */
interface Engine extends AutoCloseable {

    /** The milliseconds of each repeat, in order. */
    double[] timesMs(Workload work, int threads, int repeats);

    @Override
    void close();

    /** The built-in executor. */
    final class Sartor implements Engine {
        private final Map<Integer, Executor> executors = new HashMap<>();
        private final Map<String, Workload.Runner> prepared = new HashMap<>();

        @Override
        public double[] timesMs(Workload work, int threads, int repeats) {
            var repeat = prepared.computeIfAbsent(
                    work.text() + threads, _ -> work.on(executors.computeIfAbsent(threads, Executor::new)));
            double[] times = new double[repeats];
            Arrays.setAll(times, _ -> repeat.timeOneRun());
            return times;
        }

        @Override
        public void close() {
            executors.values().forEach(Executor::close);
        }
    }

    /** ONNX Runtime in this process; inference only. */
    final class OnnxRuntime implements Engine {
        private static final int NO_WARM_UP = 0;
        private static final long WEIGHTS_SEED = 1;
        private final Map<Integer, InferenceDevice> devices = new HashMap<>();
        private final Map<String, Session> prepared = new HashMap<>();

        @Override
        public double[] timesMs(Workload work, int threads, int repeats) {
            return prepared.computeIfAbsent(work.text() + threads, _ -> open(work, threads))
                    .timesMs(NO_WARM_UP, repeats);
        }

        private Session open(Workload work, int threads) {
            InferenceDevice device = devices.computeIfAbsent(
                    threads,
                    t -> Devices.open((InProcessSpec) DeviceSpec.parse("cpu,threads=" + t + ",batch=" + work.batch())));
            Weights weights = Weights.initial(work.network(), new SplittableRandom(WEIGHTS_SEED));
            return device.open(OnnxExport.bytes(work.network(), weights, new OnnxMetadata(Map.of())));
        }

        @Override
        public void close() {
            prepared.values().forEach(Session::close);
            devices.values().forEach(InferenceDevice::close);
        }
    }

    /** PyTorch in a separate process. Without these settings of the memory allocator it is up to three times slower. */
    final class PyTorch implements Engine {
        private static final Map<String, String> ALLOCATOR = Map.of(
                "MALLOC_MMAP_THRESHOLD_",
                "4294967296",
                "MALLOC_TRIM_THRESHOLD_",
                "8589934592",
                "MALLOC_TOP_PAD_",
                "268435456");

        private final JsonMapper json = new JsonMapper();
        private final Process process;
        private final BufferedReader replies;
        private final PrintStream requests;
        private final String version;

        PyTorch(String python) {
            try {
                Path script = Files.createTempFile("pytorch_engine", ".py");
                script.toFile().deleteOnExit();
                try (InputStream in = Engine.class.getResourceAsStream("pytorch_engine.py")) {
                    Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
                }
                var start =
                        new ProcessBuilder(python, script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
                start.environment().putAll(ALLOCATOR);
                process = start.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            replies = process.inputReader();
            requests = new PrintStream(process.getOutputStream(), true);
            JsonNode hello = readReply();
            version = hello.get("torch").asString() + " (" + hello.get("cpu").asString() + ")";
        }

        String version() {
            return version;
        }

        @Override
        public double[] timesMs(Workload work, int threads, int repeats) {
            JsonNode times = request("time " + work.text() + " " + threads + " " + repeats);
            return times.valueStream().mapToDouble(JsonNode::asDouble).toArray();
        }

        /** Sends a request and reads the reply; {@code pytorch_engine.py} describes both. */
        JsonNode request(String line) {
            requests.println(line);
            return readReply();
        }

        private JsonNode readReply() {
            try {
                String line = replies.readLine();
                if (line == null) {
                    throw new IllegalStateException("PyTorch's process ended");
                }
                return json.readTree(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            requests.close();
        }
    }
}
