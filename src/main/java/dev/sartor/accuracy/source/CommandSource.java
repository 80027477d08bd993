package dev.sartor.accuracy.source;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Accuracy source that runs a command of the user for each architecture; {@code src/docs/accuracy.md} describes its input and
 * output. A failed call is repeated as often as the user allowed; then the search stops, and calls it again when it is resumed.
 */
final class CommandSource implements AccuracySource {
    private final AccuracySpec.Command spec;
    private final Optional<Path> folder;
    private final AtomicInteger calls = new AtomicInteger();

    CommandSource(AccuracySpec.Command spec) {
        this(spec, Optional.empty());
    }

    private CommandSource(AccuracySpec.Command spec, Optional<Path> folder) {
        this.spec = spec;
        this.folder = folder;
    }

    @Override
    public AccuracySource withCacheFolder(Path cacheFolder) {
        return new CommandSource(spec, Optional.of(cacheFolder));
    }

    @Override
    public int workers(int threads) {
        return spec.workers();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        String request = request(architecture, seed);
        var command = new CommandCall(spec);
        CommandCall.CallFailure lastFailure = null;
        for (int call = 0; call <= spec.retries(); call++) {
            try {
                return command.run(request, logger("call " + calls.incrementAndGet()));
            } catch (CommandCall.CallFailure e) {
                lastFailure = e;
            }
        }
        throw new UserError(
                "the accuracy command " + lastFailure.getMessage(),
                "accuracy '" + spec.text() + "', architecture " + String.join("|", architecture.blockStrings()),
                "correct the command and continue with sartor search --resume; its stderr is in the folder of the run",
                UserError.ExitCode.FAILED,
                lastFailure);
    }

    /** The request for an architecture, one line of JSON with everything that is needed to build and train the network. */
    static String request(Architecture a, long seed) {
        Network network = Lowering.lower(a);
        Shape input = a.input();
        ObjectNode request = Json.COMPACT.createObjectNode();
        a.blockStrings().forEach(request.putArray("blocks")::add);
        request.putArray("input").add(input.channels()).add(input.height()).add(input.width());
        request.put("classes", network.output().size())
                .put("macs", network.macs())
                .put("params", network.params());
        request.put("seed", seed).put("yaml", ArchitectureFile.format(a));
        return Json.COMPACT.writeValueAsString(request);
    }

    private Consumer<String> logger(String call) {
        return line -> folder.ifPresent(f -> append(f, call + ": " + line + "\n"));
    }

    private static synchronized void append(Path folder, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("command.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the log is only for people; a search continues without it
        }
    }

    @Override
    public String description() {
        return "the command " + spec.command();
    }
}
