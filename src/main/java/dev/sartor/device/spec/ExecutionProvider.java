package dev.sartor.device.spec;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import dev.sartor.device.machine.SystemFiles;
import dev.sartor.device.onnxruntime.OrtLibrary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** ONNX Runtime's execution providers that Sartor can ask for. Which of them there are depends on the loaded build. */
public enum ExecutionProvider {
    CPU(OrtProvider.CPU),
    XNNPACK(OrtProvider.XNNPACK),
    DNNL(OrtProvider.DNNL),
    CUDA(OrtProvider.CUDA),
    TENSORRT(OrtProvider.TENSOR_RT),
    ROCM(OrtProvider.ROCM),
    OPENVINO(OrtProvider.OPEN_VINO),
    COREML(OrtProvider.CORE_ML),
    DIRECTML(OrtProvider.DIRECT_ML),
    NNAPI(OrtProvider.NNAPI),
    QNN(OrtProvider.QNN),
    WEBGPU(OrtProvider.WEBGPU);

    private final OrtProvider ort;

    ExecutionProvider(OrtProvider ort) {
        this.ort = ort;
    }

    /** The name in a device's text: {@code cpu}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The providers that the loaded build of ONNX Runtime offers. */
    public static List<ExecutionProvider> available() {
        OrtLibrary.environment();
        var offered = OrtEnvironment.getAvailableProviders();
        return Arrays.stream(values()).filter(p -> offered.contains(p.ort)).toList();
    }

    /** The driver of the hardware that this provider runs on, where it is not the system's own and says what it is. */
    public Optional<String> driver(Path systemRoot) {
        return switch (this) {
            case CUDA, TENSORRT -> new SystemFiles(systemRoot).line("proc/driver/nvidia/version");
            case CPU, XNNPACK, DNNL, ROCM, OPENVINO, COREML, DIRECTML, NNAPI, QNN, WEBGPU -> Optional.empty();
        };
    }

    /** Asks for this provider; what it cannot run falls back to the CPU. */
    public void addTo(OrtSession.SessionOptions options, int threads) throws OrtException {
        switch (this) {
            case CPU -> {}
            case XNNPACK -> options.addXnnpack(Map.of("intra_op_num_threads", Integer.toString(threads)));
            case DNNL -> options.addDnnl(true);
            case CUDA -> options.addCUDA();
            case TENSORRT -> options.addTensorrt(0);
            case ROCM -> options.addROCM();
            case OPENVINO -> options.addOpenVINO("CPU");
            case COREML -> options.addCoreML();
            case DIRECTML -> options.addDirectML(0);
            case NNAPI -> options.addNnapi();
            case QNN -> options.addQnn(Map.of());
            case WEBGPU -> options.addWebGPU(Map.of());
        }
    }
}
