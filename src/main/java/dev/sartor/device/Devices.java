package dev.sartor.device;

import dev.sartor.arch.UserError;
import java.nio.file.Path;
import java.util.List;

/** Opens devices. */
public final class Devices {
    private Devices() {
    }

    /** The providers that this machine's ONNX Runtime offers. */
    public static List<Provider> available() {
        return Provider.available();
    }

    /** Opens a device. A provider that the loaded runtime lacks, or more threads than processors, is a {@link UserError}. */
    public static Device open(DeviceSpec spec) {
        String where = "device '" + spec.text() + "'";
        List<String> offered = available().stream().map(Provider::token).toList();
        if (!offered.contains(spec.provider().token())) {
            throw new UserError("This build of ONNX Runtime has no provider '" + spec.provider().token() + "'", where,
                    "use one that it has: " + String.join(", ", offered));
        }
        int processors = Runtime.getRuntime().availableProcessors();
        if (spec.threads() > processors) {
            throw new UserError("There are not " + spec.threads() + " processors for as many threads", where,
                    "ask for at most " + processors + " threads, as times of threads that wait for each other mean nothing");
        }
        return new InProcessDevice(spec, Path.of("/"), System::nanoTime);
    }
}
