package dev.sartor.executor.kernel.vector;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Generates a kernel as bytecode of a hidden class: straight-line code on vectors that stay in registers, with loops around
 * it. The generator unrolls code such as {@code c00 = x.fma(b0, c00)} for any number of registers and any vector width.
 * {@link VectorExpression}, {@link IntExpression} and {@link ArrayPointer} are the operands; their code is generated again at
 * each use, and {@link #newVariable} stores the current value.
 */
final class KernelWriter {
    /** Beyond about 2000 bytes of code, the JIT compilers stop: C2 does not inline the Vector API, and C1 does not compile. */
    private static final int MAX_BYTECODE = 2000;

    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");

    private final CodeBuilder code;
    private final int bits;
    /** The number of parameters declared so far. */
    private int parameters;

    /** A variable that holds a vector. */
    record VectorVariable(int slot) implements VectorExpression {
        @Override
        public void push(KernelWriter to) {
            to.code.aload(slot);
        }
    }

    /** A variable that holds an integer. */
    record IntVariable(int slot) implements IntExpression {
        @Override
        public void push(KernelWriter to) {
            to.code.iload(slot);
        }
    }

    private KernelWriter(CodeBuilder code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /**
     * Compiles a kernel.
     *
     * @param bits width of a vector register
     * @param type an interface with one method, of arrays and integers, without a result
     * @param body generates that method; it must declare the parameters in their order
     */
    static <K> K compile(int bits, Class<K> type, Consumer<KernelWriter> body) {
        Method method = type.getDeclaredMethods()[0];
        ClassDesc name = ClassDesc.of(type.getName() + "Kernel");
        byte[] bytes = ClassFile.of().build(name, c -> {
            c.withFlags(AccessFlag.FINAL)
                    .withInterfaceSymbols(type.describeConstable().orElseThrow());
            c.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    0,
                    init -> init.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            var types = MethodType.methodType(void.class, method.getParameterTypes());
            c.withMethodBody(method.getName(), types.describeConstable().orElseThrow(), ClassFile.ACC_PUBLIC, code -> {
                body.accept(new KernelWriter(code, bits));
                code.return_();
            });
        });
        checkLength(bytes, type);
        try {
            Class<?> compiled =
                    MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
            return type.cast(compiled.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The kernel " + type.getSimpleName() + " cannot be compiled", e);
        }
    }

    private static void checkLength(byte[] bytes, Class<?> type) {
        for (var method : ClassFile.of().parse(bytes).methods()) {
            int length = ((CodeAttribute) method.code().orElseThrow()).codeLength();
            if (length > MAX_BYTECODE) {
                throw new IllegalStateException(
                        "A kernel " + type.getSimpleName() + " of " + length + " bytes is too long for C2");
            }
        }
    }

    CodeBuilder code() {
        return code;
    }

    /** Generates code that pushes the species (type and width) of the vectors. */
    void pushSpecies() {
        code.getstatic(VectorExpression.FLOATS, "SPECIES_" + bits, SPECIES);
    }

    /** Calls a static method of vectors of floats whose first argument is the species. */
    void callWithSpecies(String method, ClassDesc... others) {
        code.invokestatic(
                VectorExpression.FLOATS,
                method,
                MethodTypeDesc.of(VectorExpression.FLOATS, SPECIES).insertParameterTypes(1, others));
    }

    /** The next two parameters: an array of floats and an index. */
    ArrayPointer pointerParameter() {
        int slot = code.parameterSlot(parameters++);
        return new ArrayPointer(slot, intParameter());
    }

    /** The next parameter, an integer. */
    IntExpression intParameter() {
        return new IntVariable(code.parameterSlot(parameters++));
    }

    /** The next parameter, an array of integers; returns its elements. */
    UnaryOperator<IntExpression> intArrayParameter() {
        int slot = code.parameterSlot(parameters++);
        return index -> to -> {
            to.code.aload(slot);
            index.push(to);
            to.code.iaload();
        };
    }

    /** Declares a variable and sets it to a vector. */
    VectorVariable newVariable(VectorExpression value) {
        var variable = new VectorVariable(code.allocateLocal(TypeKind.REFERENCE));
        set(variable, value);
        return variable;
    }

    /** Declares variables and sets them to zero. */
    VectorVariable[] zeros(int count) {
        var variables = new VectorVariable[count];
        Arrays.setAll(variables, _ -> newVariable(VectorExpression.ZERO));
        return variables;
    }

    /** Declares a variable and sets it to an integer. */
    IntVariable newIntVariable(IntExpression value) {
        var variable = new IntVariable(code.allocateLocal(TypeKind.INT));
        value.push(this);
        code.istore(variable.slot());
        return variable;
    }

    /** Declares a variable and sets it to a pointer. */
    ArrayPointer newVariable(ArrayPointer pointer) {
        return new ArrayPointer(pointer.slot(), newIntVariable(pointer.index()));
    }

    void set(VectorVariable variable, VectorExpression value) {
        value.push(this);
        code.astore(variable.slot());
    }

    /** variable += a * b. */
    void addProduct(VectorVariable variable, VectorExpression a, VectorExpression b) {
        set(variable, a.fma(b, variable));
    }

    void store(VectorExpression value, ArrayPointer to) {
        value.push(this);
        to.push(this);
        code.invokevirtual(
                VectorExpression.FLOATS,
                "intoArray",
                MethodTypeDesc.of(ConstantDescs.CD_void, ArrayPointer.ARRAY, ConstantDescs.CD_int));
    }

    /** Adds a vector to the one in memory. */
    void storeSum(VectorExpression value, ArrayPointer to) {
        store(value.plus(to.load()), to);
    }

    /** while (i &lt; end) { body; i += step; } */
    void loop(IntVariable i, IntExpression end, int step, Runnable body) {
        Label top = code.newBoundLabel();
        Label exit = code.newLabel();
        i.push(this);
        end.push(this);
        code.if_icmpge(exit);
        body.run();
        code.iinc(i.slot(), step).goto_(top).labelBinding(exit);
    }

    /** A loop from 0 with a new variable. */
    void loop(IntExpression end, int step, Consumer<IntVariable> body) {
        IntVariable i = newIntVariable(IntExpression.of(0));
        loop(i, end, step, () -> body.accept(i));
    }
}
