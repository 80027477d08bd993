package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.cli.output.VisibleWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.function.Supplier;

/** A run of the program in this process: its output and exit code. */
public record CommandRun(int status, String out, String err) {

    public static CommandRun of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Sartor.commandLine()
                .setOut(VisibleWriter.printer(out))
                .setErr(VisibleWriter.printer(err))
                .execute(args);
        return new CommandRun(status, out.toString(), err.toString());
    }

    /** A run that must succeed. */
    public static CommandRun ok(String... args) {
        return of(args).succeeded(() -> Arrays.toString(args));
    }

    /** This run, which must have succeeded. */
    public CommandRun succeeded() {
        return succeeded(() -> out);
    }

    private CommandRun succeeded(Supplier<String> what) {
        assertEquals(0, status, () -> what.get() + "\n" + err);
        return this;
    }
}
