package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Exhausted memory, thrown in a command, in a thread that it waits for, or below several exceptions. */
class OutOfMemoryTest {
    enum Place {
        COMMAND,
        THREAD,
        BELOW_EXCEPTIONS
    }

    @Command(name = "greedy")
    private record Greedy(Place place) implements Runnable {
        @Override
        public void run() {
            switch (place) {
                case COMMAND -> exhaust();
                case THREAD -> {
                    try (var threads = Executors.newSingleThreadExecutor()) {
                        CompletableFuture.runAsync(Greedy::exhaust, threads).join();
                    }
                }
                case BELOW_EXCEPTIONS ->
                    throw new IllegalStateException(
                            new RuntimeException(new OutOfMemoryError("Cannot reserve direct buffer memory")));
            }
        }

        private static void exhaust() {
            long[][] arrays = new long[1 << 20][];
            for (int i = 0; i < arrays.length; i++) {
                arrays[i] = new long[Integer.MAX_VALUE - 8];
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lackOfMemoryIsAnErrorThatTellsHowToAllowMore(Place place) {
        var err = new StringWriter();
        CommandLine program = Sartor.commandLine();
        program.addSubcommand("greedy", new CommandLine(new Greedy(place)));
        int status = program.setErr(new PrintWriter(err, true))
                .setExecutionStrategy(program.getExecutionStrategy())
                .setExecutionExceptionHandler(program.getExecutionExceptionHandler())
                .execute("greedy");
        List<String> lines = err.toString().lines().toList();
        assertEquals(1, status, err.toString());
        assertEquals(3, lines.size(), err.toString());
        assertTrue(lines.get(0).matches("out of memory: [0-9,]+ MiB do not suffice"), err.toString());
        assertEquals("  where: sartor greedy", lines.get(1));
        assertTrue(lines.get(2)
                .matches("  fix:   allow more memory.*: SARTOR_JAVA_OPTIONS=-Xmx[0-9]+g sartor greedy; .*"));
    }

    @ParameterizedTest
    @EnumSource
    void otherExceptionsAreNotTakenForLackOfMemory(Place place) {
        assertFalse(OutOfMemory.causes(new IllegalStateException(place.name(), new RuntimeException())));
    }
}
