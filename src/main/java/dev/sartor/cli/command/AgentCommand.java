package dev.sartor.cli.command;

import dev.sartor.base.Release;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.remote.Agent;
import dev.sartor.device.remote.ModelCache;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sartor agent}: measures models for Sartor on another machine, which starts it with {@code --via}. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Measure models for Sartor on another machine, which starts this command with --via.",
        footer = {
            "",
            "Exchanges lines of JSON over stdin and stdout; opens no network port.",
            "Example: sartor profile --via \"ssh pi@host sartor agent\" --space small-28 --out pi.csv"
        })
public final class AgentCommand implements Runnable {
    private static final long CACHE_BYTES = 1L << 30;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Cache for received models, up to 1 GiB. Default: ~/.cache/sartor/models.")
    private Path cache;

    @Override
    public void run() {
        PrintStream replies = System.out;
        // other output must not mix with the replies
        System.setOut(System.err);
        var models = new ModelCache(
                cache == null ? userCache().resolve("sartor/models") : cache, CACHE_BYTES, InstantSource.system());
        try {
            new Agent(Devices::open, models, Release.version(), HEARTBEAT).serve(System.in, replies);
        } catch (IOException e) {
            // the client closed the connection: the normal end
        }
    }

    private static Path userCache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(s -> !s.isBlank())
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
    }
}
