package dev.sartor.cli.command;

import dev.sartor.base.process.Shell;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Ctrl-C. The first signal asks the running command to stop; the command ends its step, keeps its state and says how to
 * go on. The program then exits with 130, as any interrupted program does. A second signal ends it at once.
 */
public final class Interruption {
    /** 128 + SIGINT. */
    public static final int STATUS = 130;

    private static final long PATIENCE_S = 60;

    private static final AtomicBoolean REQUESTED = new AtomicBoolean();

    /** Thrown by a command that stopped because it was asked to; the message says how to go on. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Interrupted(String message) {
            super(message);
        }

        /** Of a measurement that goes on where it stopped. */
        static Interrupted measuring(CommandSpec spec) {
            return new Interrupted(
                    "interrupted; what was measured is kept. Go on with the same command:\n  " + sameCommand(spec));
        }
    }

    private Interruption() {}

    /** The running command as it was given, to be pasted into a shell. */
    static String sameCommand(CommandSpec spec) {
        return "sartor "
                + spec.commandLine().getParseResult().originalArgs().stream()
                        .map(Shell::quote)
                        .collect(Collectors.joining(" "));
    }

    /** Whether the command should stop at its next safe point; its thread is interrupted as well. */
    static boolean requested() {
        return REQUESTED.get();
    }

    /** Runs the program so that a signal waits for it to put its state in order. */
    public static int guard(IntSupplier program) {
        var done = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Signals.hear(() -> stop(main, done));
        try {
            return program.getAsInt();
        } finally {
            done.countDown();
        }
    }

    private static void stop(Thread main, CountDownLatch done) {
        boolean again = REQUESTED.getAndSet(true);
        main.interrupt();
        if (again || !await(done)) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
