package dev.sartor.device.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.sartor.device.machine.SystemFiles;
import dev.sartor.device.spec.ExecutionProvider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The execution providers of the loaded build of ONNX Runtime. */
public final class OrtProviders {
    private static final int FIRST_DEVICE = 0;
    private static final boolean USE_ARENA = true;

    private OrtProviders() {}

    /** The providers that the build offers. */
    public static List<ExecutionProvider> available() {
        OrtLibrary.environment();
        EnumSet<OrtProvider> offered = OrtEnvironment.getAvailableProviders();
        return Arrays.stream(ExecutionProvider.values())
                .filter(p -> offered.contains(ort(p)))
                .toList();
    }

    private static OrtProvider ort(ExecutionProvider provider) {
        return switch (provider) {
            case CPU -> OrtProvider.CPU;
            case XNNPACK -> OrtProvider.XNNPACK;
            case DNNL -> OrtProvider.DNNL;
            case CUDA -> OrtProvider.CUDA;
            case TENSORRT -> OrtProvider.TENSOR_RT;
            case ROCM -> OrtProvider.ROCM;
            case OPENVINO -> OrtProvider.OPEN_VINO;
            case COREML -> OrtProvider.CORE_ML;
            case DIRECTML -> OrtProvider.DIRECT_ML;
            case NNAPI -> OrtProvider.NNAPI;
            case QNN -> OrtProvider.QNN;
            case WEBGPU -> OrtProvider.WEBGPU;
        };
    }

    /** Adds a provider to the options of a session; operations that it cannot run fall back to the CPU. */
    static void addTo(SessionOptions options, ExecutionProvider provider, int threads) throws OrtException {
        switch (provider) {
            case CPU -> {}
            case XNNPACK -> options.addXnnpack(Map.of("intra_op_num_threads", Integer.toString(threads)));
            case DNNL -> options.addDnnl(USE_ARENA);
            case CUDA -> options.addCUDA();
            case TENSORRT -> options.addTensorrt(FIRST_DEVICE);
            case ROCM -> options.addROCM();
            case OPENVINO -> options.addOpenVINO("CPU");
            case COREML -> options.addCoreML();
            case DIRECTML -> options.addDirectML(FIRST_DEVICE);
            case NNAPI -> options.addNnapi();
            case QNN -> options.addQnn(Map.of());
            case WEBGPU -> options.addWebGPU(Map.of());
        }
    }

    /** The version of the hardware's driver, if it is not part of the operating system and reports its version. */
    static Optional<String> driver(ExecutionProvider provider, Path systemRoot) {
        return switch (provider) {
            case CUDA, TENSORRT -> new SystemFiles(systemRoot).line("proc/driver/nvidia/version");
            case CPU, XNNPACK, DNNL, ROCM, OPENVINO, COREML, DIRECTML, NNAPI, QNN, WEBGPU -> Optional.empty();
        };
    }
}
