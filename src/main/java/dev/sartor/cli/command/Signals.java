package dev.sartor.cli.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * The signals that ask a program to stop, heard before the JVM begins to shut down: once it does, libraries tear down
 * what the running command still uses, ONNX Runtime its environment among them. The JDK has this in {@code sun.misc.Signal} only,
 * which is found at run time, as the compiler warns of its name.
 */
final class Signals {
    private static final List<String> STOPPING = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /** Calls {@code action}, in a thread of its own, at every such signal that was not ignored before and that the system has. */
    static void hear(Runnable action) {
        for (String name : STOPPING) {
            try {
                hear(name, action);
            } catch (ReflectiveOperationException e) {
                // such a signal then ends the JVM, as it does any program
            }
        }
    }

    private static void hear(String name, Runnable action) throws ReflectiveOperationException {
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
