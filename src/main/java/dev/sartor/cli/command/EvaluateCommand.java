package dev.sartor.cli.command;

import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.json.Json;
import dev.sartor.base.process.Heartbeat;
import dev.sartor.cli.job.DatasetProgress;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.distributed.RequestEvaluator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor evaluate}: trains the network that a search on another machine asks for, and prints its accuracy. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Train the network that a search on another machine asks for, and print its accuracy.",
        footer = {
            "",
            "Reads one line of JSON from stdin and prints {\"accuracy\":0.931}. A search starts it through a queue:",
            "  sartor search --space small-28 --data photos --limit \"macs<=3M\" --accuracy training:epochs=4"
                    + " --workers \"command:workers=40,retries=5,srun -c1 sartor evaluate --data /mnt/photos\""
        })
public final class EvaluateCommand implements Runnable {
    private static final int MAX_REQUEST_BYTES = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--data",
            paramLabel = "D",
            required = true,
            description = "The images of the search, as they are called on this machine. Their hash is compared.")
    private String data;

    @Option(
            names = "--many",
            paramLabel = "FILE",
            description =
                    "Read requests from this file, one in each line, and print an accuracy for each: the images are"
                            + " opened once.")
    private Path many;

    @Override
    public void run() {
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        var evaluator = new RequestEvaluator(data, new DatasetProgress(progress));
        if (many == null) {
            String request = request(System.in);
            try (var _ = Heartbeat.start(spec.commandLine().getErr())) {
                evaluate(evaluator, request, "stdin");
            }
        } else {
            evaluateLines(evaluator);
        }
    }

    /** The request in the input, which is one line. */
    private static String request(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(MAX_REQUEST_BYTES);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError("cannot read the request: " + e.getMessage(), "stdin", "send one line of JSON");
        }
    }

    private void evaluateLines(RequestEvaluator evaluator) {
        try (BufferedReader requests = Files.newBufferedReader(many)) {
            int number = 1;
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                evaluate(evaluator, line, many + ":" + number++);
            }
        } catch (IOException e) {
            throw ReadErrors.of(many, e);
        }
    }

    private void evaluate(RequestEvaluator evaluator, String request, String where) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            double result = evaluator.accuracy(CommandRequest.parse(request, where));
            out.println(Json.COMPACT.writeValueAsString(Map.of("accuracy", result)));
            out.flush();
        } catch (InterruptedException e) {
            throw new Interruption.Interrupted("interrupted at " + where + "; the search asks again");
        }
    }
}
