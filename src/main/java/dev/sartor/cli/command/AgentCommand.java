package dev.sartor.cli.command;

import dev.sartor.base.Release;
import dev.sartor.base.file.UserFolders;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.device.Device;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.remote.Agent;
import dev.sartor.device.remote.ModelCache;
import dev.sartor.device.remote.OfferedDevices;
import dev.sartor.device.spec.DeviceSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
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
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Cache for received models, up to 1 GiB. Default: ~/.cache/sartor/models.")
    private Path cache;

    @Option(
            names = "--allow",
            paramLabel = "D",
            description = "Also offer this device, which runs commands: adb,cores=f0, a device file, or web. The client"
                    + " chooses only threads and batch. Can be repeated. Default: only providers such as cpu.")
    private List<String> allowed = List.of();

    @Override
    public void run() {
        PrintStream replies = System.out;
        // other output must not mix with the replies
        System.setOut(System.err);
        var models = new ModelCache(
                cache == null ? UserFolders.cache().resolve("models") : cache, CACHE_BYTES, InstantSource.system());
        try {
            new Agent(this::open, models, Release.version(), HEARTBEAT_INTERVAL).serve(System.in, replies);
        } catch (IOException e) {
            // the client closed the connection: the normal end
        }
    }

    private Device open(DeviceSpec requested) {
        new OfferedDevices(allowed.stream().map(DeviceSpec::parse).toList()).require(requested);
        return Devices.open(requested);
    }
}
