package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.Kernels;
import java.util.List;

/** All kernels that there are, whatever the machine. */
public final class KernelFamilies {
    private KernelFamilies() {}

    /** The plain ones, and those for each width of vectors. */
    public static List<Kernels> all() {
        return List.of(Kernels.scalar(), new VectorKernels(128), new VectorKernels(256), new VectorKernels(512));
    }
}
