package dev.sartor.executor.kernel.vector;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** An integer expression in a generated kernel; its code is generated again at each use. */
@FunctionalInterface
interface IntExpression {

    /** Generates code that pushes the value on the JVM's stack. */
    void push(KernelWriter to);

    static IntExpression of(int value) {
        return to -> to.code().loadConstant(value);
    }

    default IntExpression plus(IntExpression other) {
        return to -> {
            push(to);
            other.push(to);
            to.code().iadd();
        };
    }

    default IntExpression plus(int constant) {
        return constant == 0 ? this : plus(of(constant));
    }

    default IntExpression times(IntExpression other) {
        return to -> {
            push(to);
            other.push(to);
            to.code().imul();
        };
    }

    default IntExpression times(int constant) {
        return constant == 1 ? this : times(of(constant));
    }

    /** This divided by a constant, rounded down; this must not be negative. */
    default IntExpression over(int constant) {
        return to -> {
            push(to);
            to.code().loadConstant(constant).idiv();
        };
    }

    default IntExpression min(IntExpression other) {
        return to -> {
            push(to);
            other.push(to);
            to.code()
                    .invokestatic(
                            Math.class.describeConstable().orElseThrow(),
                            "min",
                            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int));
        };
    }
}
