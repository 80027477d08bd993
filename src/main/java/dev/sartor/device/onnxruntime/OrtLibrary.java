package dev.sartor.device.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The native library of ONNX Runtime, loaded once per process with its telemetry off. */
final class OrtLibrary {
    static final String TELEMETRY_SWITCH = "ORT_DISABLE_TELEMETRY";

    private OrtLibrary() {}

    /** The environment; loaded at the first call. */
    static OrtEnvironment environment() {
        return Loaded.ENVIRONMENT;
    }

    /** The version of the runtime, such as {@code 1.29.0}. */
    static String version() {
        return environment().getVersion();
    }

    /** The commit that the runtime was built from, if its jar contains it. */
    static Optional<String> commit() {
        try (InputStream in = OrtEnvironment.class.getResourceAsStream("/GIT_COMMIT_ID")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Loaded {
        private static final OrtEnvironment ENVIRONMENT = load();

        private static OrtEnvironment load() {
            // the native library reads the variable once, when it is loaded; Java cannot change its environment
            CLibrary.setEnvironment(TELEMETRY_SWITCH, "1");
            OrtNatives.prepare();
            OrtTemporaryFolders folders = OrtTemporaryFolders.ofSystem();
            ProcessHandle.current().info().startInstant().ifPresent(folders::deleteAbandoned);
            // errors become exceptions; the library must not print them too
            OrtEnvironment environment =
                    folders.start(() -> OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL));
            try {
                environment.setTelemetry(false);
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime's telemetry cannot be turned off", e);
            }
            return environment;
        }
    }
}
