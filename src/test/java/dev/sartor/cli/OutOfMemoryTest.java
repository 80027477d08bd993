package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Running out of memory ends any command in three lines that name the way to give more. */
class OutOfMemoryTest {

    /** A command that runs out of memory in its own thread or in another. */
    @Command(name = "fails")
    static final class Failing implements Runnable {
        private final Runnable work;

        Failing(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }

    static Stream<Runnable> failures() {
        var memory = new OutOfMemoryError("Java heap space");
        return Stream.of(
                () -> {
                    throw memory;
                },
                () -> {
                    throw new IllegalStateException("worker failed", memory);
                },
                () -> {
                    long[] tooLong = new long[Integer.MAX_VALUE];
                    throw new IllegalStateException("this Java has a heap for " + tooLong.length);
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void threeLinesNameTheWayToGiveMore(Runnable failure) {
        var err = new StringWriter();
        CommandLine line = Sartor.commandLine();
        line.addSubcommand("fails", new CommandLine(new Failing(failure)));
        // the handlers of the parent are set for the commands that it has at that time
        line.getSubcommands()
                .get("fails")
                .setExecutionExceptionHandler(line.getExecutionExceptionHandler())
                .setErr(new PrintWriter(err, true));
        int status = line.setErr(new PrintWriter(err, true)).execute("fails");
        assertEquals(1, status, err.toString());
        assertEquals(3, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("ran out of memory"), err.toString());
        assertTrue(err.toString().contains("SARTOR_JAVA_OPTIONS=-Xmx"), err.toString());
    }
}
