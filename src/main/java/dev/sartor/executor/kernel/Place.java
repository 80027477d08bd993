package dev.sartor.executor.kernel;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** A place in an array of floats, in a kernel that is being written: the array's variable, and an index. */
record Place(int slot, Int at) {
    static final ClassDesc ARRAY = ConstantDescs.CD_float.arrayType();

    /** So many floats further. */
    Place plus(Int floats) {
        return new Place(slot, at.plus(floats));
    }

    Place plus(int floats) {
        return new Place(slot, at.plus(floats));
    }

    /** So many rows of 16 floats further. */
    Place row(int rows) {
        return plus(rows * Tile.LANES);
    }

    /** Pushes array and index. */
    void push(KernelWriter to) {
        to.code().aload(slot);
        at.push(to);
    }

    /** The vector that stands there. */
    Vec load() {
        return to -> {
            to.pushSpecies();
            push(to);
            to.callWithSpecies("fromArray", ARRAY, ConstantDescs.CD_int);
        };
    }

    /** A vector of nothing but the float that stands there. */
    Vec broadcast() {
        return to -> {
            to.pushSpecies();
            push(to);
            to.code().faload();
            to.callWithSpecies("broadcast", ConstantDescs.CD_float);
        };
    }
}
