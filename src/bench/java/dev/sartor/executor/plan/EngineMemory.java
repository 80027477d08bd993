package dev.sartor.executor.plan;

import dev.sartor.executor.Executor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Peak memory (resident set) of a process that only trains RefNet with batches of 64, with the executor and with PyTorch. Started by {@link
 * EngineComparison}.
 */
final class EngineMemory {
    private static final String WORK = "train:refnet";
    private static final int THREADS = 2;
    private static final int STEPS = 40;
    private static final int PYTORCH_STEPS = 20;

    /** The ratio that is to be reached. */
    private static final double GOAL = 2;

    private EngineMemory() {}

    /** The child process: runs some training steps, then prints its peak resident set in bytes. */
    public static void main(String[] args) throws IOException {
        try (var executor = new Executor(THREADS)) {
            Workload.Runner step = Workload.parse(WORK).on(executor);
            for (int i = 0; i < STEPS; i++) {
                step.timeOneRun();
            }
        }
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(l -> l.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        System.out.println(Long.parseLong(line.split("\\s+")[1]) * 1024);
    }

    /** A row of the table: both peaks in MB and their ratio. */
    static String row(String python) throws IOException, InterruptedException {
        double sartorMb = peakBytesOfChildProcess() / 1e6;
        double pytorchMb;
        try (var torch = new Engine.PyTorch(python)) {
            torch.timesMs(Workload.parse(WORK), THREADS, PYTORCH_STEPS);
            pytorchMb = torch.request("memory").asDouble() / 1e6;
        }
        return "| %s | %.0f | %.0f | **%.2f** | %.1f |"
                .formatted(WORK, pytorchMb, sartorMb, pytorchMb / sartorMb, GOAL);
    }

    private static long peakBytesOfChildProcess() throws IOException, InterruptedException {
        // as the launcher of Sartor: small heap regions, which tensors fill well, and more frequent garbage collection
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-XX:G1HeapRegionSize=1m",
                        "-XX:GCTimeRatio=2",
                        "-Xms128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineMemory.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = process.inputReader()) {
            String peakBytes = lines.readLine();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The training process failed with " + process.exitValue());
            }
            return Long.parseLong(peakBytes);
        }
    }
}
