package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.Tile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/**
 * A pointer into an array of floats in a generated kernel.
 *
 * @param slot  the local variable (slot of the JVM's frame) that holds the array
 * @param index the index in the array
 */
record ArrayPointer(int slot, IntExpression index) {
    static final ClassDesc ARRAY = ConstantDescs.CD_float.arrayType();

    /** This pointer plus a number of floats. */
    ArrayPointer plus(IntExpression floats) {
        return new ArrayPointer(slot, index.plus(floats));
    }

    ArrayPointer plus(int floats) {
        return new ArrayPointer(slot, index.plus(floats));
    }

    /** This pointer plus a number of rows of 16 floats. */
    ArrayPointer row(int rows) {
        return plus(rows * Tile.LANES);
    }

    /** Generates code that pushes array and index on the JVM's stack. */
    void push(KernelWriter to) {
        to.code().aload(slot);
        index.push(to);
    }

    /** Loads the vector at this pointer. */
    VectorExpression load() {
        return to -> {
            to.pushSpecies();
            push(to);
            to.callWithSpecies("fromArray", ARRAY, ConstantDescs.CD_int);
        };
    }

    /** Loads the float at this pointer into all lanes of a vector. */
    VectorExpression broadcast() {
        return to -> {
            to.pushSpecies();
            push(to);
            to.code().faload();
            to.callWithSpecies("broadcast", ConstantDescs.CD_float);
        };
    }
}
