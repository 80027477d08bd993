package dev.sartor.distributed;

import dev.sartor.base.Release;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.vector.KernelChoice;

/**
 * What must be equal in a search and in its workers, so that they compute the same scores: the release, and whether Java has the Vector
 * API, because the loops without it round differently. The width of the vectors makes no difference.
 */
final class WorkerRelease {
    private WorkerRelease() {}

    /** The release of this process, in words. */
    static String text() {
        return text(KernelChoice.best());
    }

    static String text(Kernels kernels) {
        return Release.text() + (kernels.name().equals(Kernels.scalar().name()) ? " without the Vector API" : "");
    }
}
