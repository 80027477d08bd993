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
 * Asks a command of the user's for each accuracy; {@code src/docs/accuracy.md} says what it reads and what it must print. A
 * call that fails is made again as often as the user allowed, then the search stops; resumed it asks again.
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
    public AccuracySource keepingIn(Path own) {
        return new CommandSource(spec, Optional.of(own));
    }

    @Override
    public int workers(int threads) {
        return spec.workers();
    }

    @Override
    public double score(Architecture architecture, long seed) throws InterruptedException {
        String question = question(architecture, seed);
        var command = new CommandCall(spec);
        CommandCall.Failed last = null;
        for (int call = 0; call <= spec.retries(); call++) {
            try {
                return command.ask(question, log("call " + calls.incrementAndGet()));
            } catch (CommandCall.Failed e) {
                last = e;
            }
        }
        throw new UserError(
                "the accuracy command " + last.getMessage(),
                "accuracy '" + spec.text() + "', architecture " + String.join("|", architecture.blockStrings()),
                "fix the command, and go on with sartor search --resume; its stderr is kept in the run's folder",
                UserError.ExitCode.FAILED,
                last);
    }

    /** One line of JSON: all that is needed to build and train the network. */
    static String question(Architecture a, long seed) {
        Network network = Lowering.lower(a);
        Shape input = a.input();
        ObjectNode question = Json.COMPACT.createObjectNode();
        a.blockStrings().forEach(question.putArray("blocks")::add);
        question.putArray("input").add(input.channels()).add(input.height()).add(input.width());
        question.put("classes", network.output().size())
                .put("macs", network.macs())
                .put("params", network.params());
        question.put("seed", seed).put("yaml", ArchitectureFile.format(a));
        return Json.COMPACT.writeValueAsString(question);
    }

    private Consumer<String> log(String call) {
        return line -> folder.ifPresent(f -> append(f, call + ": " + line + "\n"));
    }

    private static synchronized void append(Path folder, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("command.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // the log is for reading alone: no search ends for it
        }
    }

    @Override
    public String description() {
        return "the command " + spec.command();
    }
}
