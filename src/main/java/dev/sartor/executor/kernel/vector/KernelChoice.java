package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.ScalarKernels;
import dev.sartor.executor.kernel.Tile;
import jdk.incubator.vector.FloatVector;

/** Chooses the kernels once, at class loading. */
public final class KernelChoice {
    private static final Kernels BEST = choose();

    private KernelChoice() {}

    /** The fastest kernels that this machine and Java version offer. */
    public static Kernels best() {
        return BEST;
    }

    private static Kernels choose() {
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return present ? new VectorKernels(Widest.bits()) : new ScalarKernels();
    }

    /** The widest vectors of the machine. A separate class, because it can only be loaded if the module is present. */
    private static final class Widest {
        static int bits() {
            return Math.min(FloatVector.SPECIES_PREFERRED.vectorBitSize(), Tile.LANES * Float.SIZE);
        }
    }
}
