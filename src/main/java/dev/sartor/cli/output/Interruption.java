package dev.sartor.cli.output;

import dev.sartor.base.process.SartorCommand;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Handles Ctrl-C. At the first signal the running command completes its step, saves its state, prints the command that
 * continues, and the program exits with 130. A second signal ends the program at once.
 */
public final class Interruption {
    /** 128 + SIGINT. */
    public static final int EXIT_CODE = 130;

    private static final long SHUTDOWN_TIMEOUT_S = 60;

    private static final AtomicBoolean REQUESTED = new AtomicBoolean();

    /** Thrown by a command that stopped at a signal. The message contains the command that continues. */
    public static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Interrupted(String message) {
            super(message);
        }

        /** The interruption of a measurement that the same command continues. */
        public static Interrupted measuring(CommandSpec spec) {
            return new Interrupted("interrupted; completed measurements are kept. Continue with the same command:\n  "
                    + currentCommand(spec));
        }
    }

    private Interruption() {}

    /** The running command as it was given, quoted for a shell. */
    public static String currentCommand(CommandSpec spec) {
        CommandLine root = spec.root().commandLine();
        return SartorCommand.of(root.getParseResult().originalArgs()).text();
    }

    /** Whether a signal asks the command to stop as soon as its state is saved. The signal interrupts the main thread as well. */
    public static boolean isRequested() {
        return REQUESTED.get();
    }

    /**
     * Runs the program. After a signal the JVM waits for it to save its state.
     *
     * @return its exit code
     */
    public static int run(IntSupplier program) {
        var done = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Signals.onTermination(() -> stop(main, done));
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
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static boolean await(CountDownLatch done) {
        try {
            return done.await(SHUTDOWN_TIMEOUT_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
