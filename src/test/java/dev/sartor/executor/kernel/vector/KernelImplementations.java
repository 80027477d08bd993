package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.Kernels;
import java.util.List;

/** All implementations of the kernels, on any machine. */
public final class KernelImplementations {
    private KernelImplementations() {}

    /** The scalar kernels, and the vector kernels of each vector width. */
    public static List<Kernels> all() {
        return List.of(Kernels.scalar(), new VectorKernels(128), new VectorKernels(256), new VectorKernels(512));
    }
}
