package dev.sartor.executor.kernel.vector;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** A vector of floats in a generated kernel, as an expression; its code is generated again at each use. */
@FunctionalInterface
interface VectorExpression {
    ClassDesc FLOATS = ClassDesc.of("jdk.incubator.vector.FloatVector");
    ClassDesc INTS = ClassDesc.of("jdk.incubator.vector.IntVector");
    ClassDesc ANY = ClassDesc.of("jdk.incubator.vector.Vector");
    ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    ClassDesc OPERATORS = ClassDesc.of("jdk.incubator.vector.VectorOperators");
    ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    ClassDesc BINARY = OPERATORS.nested("Binary");

    VectorExpression ZERO = to -> {
        to.pushSpecies();
        to.callWithSpecies("zero");
    };

    /** Generates code that pushes the vector on the JVM's stack. */
    void push(KernelWriter to);

    /** A boolean for each lane (element) of a vector, as an expression. */
    @FunctionalInterface
    interface Mask {
        void push(KernelWriter to);

        default Mask and(Mask other) {
            return to -> {
                push(to);
                other.push(to);
                to.code().invokevirtual(MASK, "and", MethodTypeDesc.of(MASK, MASK));
            };
        }
    }

    /** A constant in all lanes. */
    static VectorExpression of(float value) {
        return to -> {
            to.pushSpecies();
            to.code().loadConstant(value);
            to.callWithSpecies("broadcast", ConstantDescs.CD_float);
        };
    }

    private VectorExpression call(String method, VectorExpression other) {
        return to -> {
            push(to);
            other.push(to);
            to.code().invokevirtual(FLOATS, method, MethodTypeDesc.of(FLOATS, ANY));
        };
    }

    default VectorExpression plus(VectorExpression other) {
        return call("add", other);
    }

    default VectorExpression minus(VectorExpression other) {
        return call("sub", other);
    }

    default VectorExpression times(VectorExpression other) {
        return call("mul", other);
    }

    default VectorExpression over(VectorExpression other) {
        return call("div", other);
    }

    /** This times {@code factor} plus {@code summand}, rounded once. */
    default VectorExpression fma(VectorExpression factor, VectorExpression summand) {
        return to -> {
            push(to);
            factor.push(to);
            summand.push(to);
            to.code().invokevirtual(FLOATS, "fma", MethodTypeDesc.of(FLOATS, ANY, ANY));
        };
    }

    /** The lanes of {@code other} where the mask is set, else these. */
    default VectorExpression blend(VectorExpression other, Mask where) {
        return to -> {
            push(to);
            other.push(to);
            where.push(to);
            to.code().invokevirtual(FLOATS, "blend", MethodTypeDesc.of(FLOATS, ANY, MASK));
        };
    }

    /** Compares lanes; {@code GT}, {@code LT}, {@code GE} or {@code LE}. */
    private Mask compare(String operator, VectorExpression other) {
        return to -> {
            push(to);
            to.code().getstatic(OPERATORS, operator, COMPARISON);
            other.push(to);
            to.code().invokevirtual(FLOATS, "compare", MethodTypeDesc.of(MASK, COMPARISON, ANY));
        };
    }

    default Mask above(VectorExpression other) {
        return compare("GT", other);
    }

    default Mask below(VectorExpression other) {
        return compare("LT", other);
    }

    default Mask atLeast(VectorExpression other) {
        return compare("GE", other);
    }

    default Mask atMost(VectorExpression other) {
        return compare("LE", other);
    }

    /** The float whose bits are these plus {@code other}'s shifted left, as integers. */
    default VectorExpression plusShiftedBits(VectorExpression other, int shift) {
        MethodTypeDesc asInts = MethodTypeDesc.of(INTS);
        return to -> {
            push(to);
            to.code().invokevirtual(FLOATS, "reinterpretAsInts", asInts);
            other.push(to);
            to.code()
                    .invokevirtual(FLOATS, "reinterpretAsInts", asInts)
                    .getstatic(OPERATORS, "LSHL", BINARY)
                    .loadConstant(shift)
                    .invokevirtual(INTS, "lanewise", MethodTypeDesc.of(INTS, BINARY, ConstantDescs.CD_int))
                    .invokevirtual(INTS, "add", MethodTypeDesc.of(INTS, ANY))
                    .invokevirtual(INTS, "reinterpretAsFloats", MethodTypeDesc.of(FLOATS));
        };
    }
}
