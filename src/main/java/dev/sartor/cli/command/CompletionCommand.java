package dev.sartor.cli.command;

import dev.sartor.cli.option.VerbosityOptions;
import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sartor completion SHELL}: prints a script that completes commands, options and file names. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Print a script for bash or zsh that completes commands, options and file names.",
        footer = {
            "",
            "Examples:",
            "  source <(sartor completion bash)",
            "  sartor completion bash > ~/.local/share/bash-completion/completions/sartor"
        })
public final class CompletionCommand implements Runnable {
    /** The shells; picocli's script serves both, since zsh runs it through its bashcompinit. */
    enum Shell {
        bash,
        zsh
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(index = "0", paramLabel = "SHELL", description = "The shell: ${COMPLETION-CANDIDATES}.")
    private Shell shell;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash("sartor", spec.root().commandLine()));
        out.flush();
    }
}
