package dev.sartor.executor.kernel;

/** Chooses the kernels once, at start. */
final class KernelChoice {
    static final Kernels BEST = choose();

    private KernelChoice() {
    }

    private static Kernels choose() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present ? new VectorKernels() : new ScalarKernels();
    }
}
