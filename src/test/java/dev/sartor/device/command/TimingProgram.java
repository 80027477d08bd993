package dev.sartor.device.command;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** A typical benchmark program: loads a model file, runs it and prints a line for each run. */
final class TimingProgram {
    private TimingProgram() {}

    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[1]);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(args[0]);
                OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.allocate(6), new long[] {1, 6})) {
            System.out.println("loaded " + args[0]);
            for (int i = 1; i <= runs; i++) {
                long start = System.nanoTime();
                session.run(Map.of("x", input)).close();
                System.out.println("run " + i + ": " + (System.nanoTime() - start) / 1e3 + " us");
            }
        }
    }
}
