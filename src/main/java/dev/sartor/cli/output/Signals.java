package dev.sartor.cli.output;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Handlers for termination signals that run before the JVM starts to shut down. A shutdown hook is too late: libraries such as
 * ONNX Runtime have hooks that release what the running command still uses. Only {@code sun.misc.Signal} offers such handlers.
 * It is called by reflection because the compiler warns about it.
 */
final class Signals {
    private static final List<String> TERMINATION = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /**
     * Runs {@code action} in a new thread at every termination signal, except those that were ignored when the program started.
     */
    static void onTermination(Runnable action) {
        for (String name : TERMINATION) {
            try {
                handle(name, action);
            } catch (ReflectiveOperationException e) {
                // the system lacks the signal, or it ends the JVM as usual
            }
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Method handle = type.getMethod("handle", type, handlerType);
        Object signal = type.getConstructor(String.class).newInstance(name);
        Object handler =
                Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, (_, _, _) -> {
                    action.run();
                    return null;
                });
        Object before = handle.invoke(null, signal, handler);
        if (before == handlerType.getField("SIG_IGN").get(null)) {
            handle.invoke(null, signal, before);
        }
    }
}
