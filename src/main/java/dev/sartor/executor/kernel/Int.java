package dev.sartor.executor.kernel;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** An integer in a kernel that is being written: what pushes it, anew wherever it is used. */
@FunctionalInterface
interface Int {

    void push(KernelWriter to);

    static Int of(int value) {
        return to -> to.code().loadConstant(value);
    }

    default Int plus(Int other) {
        return to -> {
            push(to);
            other.push(to);
            to.code().iadd();
        };
    }

    default Int plus(int constant) {
        return constant == 0 ? this : plus(of(constant));
    }

    default Int times(Int other) {
        return to -> {
            push(to);
            other.push(to);
            to.code().imul();
        };
    }

    default Int times(int constant) {
        return constant == 1 ? this : times(of(constant));
    }

    /** Divided by a constant, for numbers that are not negative. */
    default Int over(int constant) {
        return to -> {
            push(to);
            to.code().loadConstant(constant).idiv();
        };
    }

    default Int min(Int other) {
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
