package dev.sartor.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KernelCheckTest {
    private final AtomicLong clock = new AtomicLong();

    /** The kernels reported as slow if each call takes the given time. */
    private List<String> slowKernels(ToLongFunction<Call> nanos) {
        var kernels = (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (_, method, arguments) -> {
                    clock.addAndGet(nanos.applyAsLong(new Call(method.getName(), arguments)));
                    return null;
                });
        return new KernelCheck(kernels, clock::get).slowKernels();
    }

    private record Call(String name, Object[] arguments) {}

    @Test
    void kernelsOfSimilarSpeedAreNotReported() {
        assertEquals(List.of(), slowKernels(c -> c.name().equals("outer") ? 1500 : 1000));
    }

    @Test
    void aKernelThatIsTenTimesSlowerIsReported() {
        assertEquals(
                List.of("outer by 32"),
                // the fourth argument of outer is the number of blocks of 16 channels
                slowKernels(c -> c.name().equals("outer") && c.arguments()[3].equals(2) ? 15_000 : 1000));
        assertEquals(
                List.of("depthwise 3"),
                // the third argument of depthwise is its window
                slowKernels(c ->
                        c.name().equals("depthwise") && ((Window) c.arguments()[2]).kernel() == 3 ? 30_000 : 1000));
    }

    @ParameterizedTest
    @CsvSource({
        "activate, activate",
        "gradientBeforeNorm, gradient before norm",
        "gradientSums, gradient sums",
        "moments, moments"
    })
    void aSlowElementwiseKernelIsReported(String method, String name) {
        assertEquals(List.of(name), slowKernels(c -> c.name().equals(method) ? 15_000 : 1000));
    }

    @ParameterizedTest
    @EnumSource
    void aSlowWinogradTransformIsReported(WinogradTransform form) {
        assertEquals(
                List.of("transform " + form),
                slowKernels(c -> c.name().equals("transform") && c.arguments()[0] == form ? 15_000 : 1000));
    }

    @Test
    void aKernelIsNotReportedIfItIsFastOnceCompiled() {
        var calls = new AtomicLong();
        assertEquals(
                List.of(),
                slowKernels(c -> c.name().equals("multiply") && calls.incrementAndGet() < 2000 ? 50_000 : 1000));
    }
}
