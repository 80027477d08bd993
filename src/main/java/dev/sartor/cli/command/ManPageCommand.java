package dev.sartor.cli.command;

import dev.sartor.base.Release;
import dev.sartor.cli.output.ManPage;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor man-page}: prints the manual page. It is hidden in the list of commands, since releases contain the page. */
@Command(
        name = "man-page",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Print the manual page for man(1).",
        footer = {"", "Example: sartor man-page > sartor.1"})
public final class ManPageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(ManPage.of(spec.root(), Release.version()));
        out.flush();
    }
}
