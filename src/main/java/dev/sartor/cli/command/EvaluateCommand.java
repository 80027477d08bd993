package dev.sartor.cli.command;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.process.Heartbeat;
import dev.sartor.cli.job.DatasetProgress;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.distributed.RequestEvaluator;
import dev.sartor.distributed.RequestInput;
import dev.sartor.distributed.TransferredFiles;
import dev.sartor.distributed.WorkerAnswer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--data",
            paramLabel = "D",
            description =
                    "The images of the search, as they are called on this machine. Their hash is compared. Without"
                            + " them, the search sends its images once, and they are stored in the user's cache.")
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
        TransferredFiles received = TransferredFiles.ofUser();
        var evaluator = new RequestEvaluator(Optional.ofNullable(data), received, new DatasetProgress(progress));
        if (many == null) {
            try {
                var input = new RequestInput(System.in, received);
                String request = input.request();
                try (var _ = Heartbeat.start(spec.commandLine().getErr())) {
                    input.receiveFiles();
                    print(answer(evaluator, request, "stdin"));
                }
            } catch (IOException e) {
                throw new UserError("cannot read the request: " + e.getMessage(), "stdin", "send one line of JSON");
            }
        } else {
            evaluateLines(evaluator);
        }
    }

    private void evaluateLines(RequestEvaluator evaluator) {
        try (BufferedReader requests = Files.newBufferedReader(many)) {
            int number = 1;
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                WorkerAnswer answer = answer(evaluator, line, many + ":" + number++);
                if (answer instanceof WorkerAnswer.Missing missing) {
                    throw missing.error();
                }
                print(answer);
            }
        } catch (IOException e) {
            throw ReadErrors.of(many, e);
        }
    }

    private static WorkerAnswer answer(RequestEvaluator evaluator, String request, String where) {
        try {
            return evaluator.answer(request, where);
        } catch (InterruptedException e) {
            throw new Interruption.Interrupted("interrupted at " + where + "; the search asks again");
        }
    }

    private void print(WorkerAnswer answer) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer.json());
        out.flush();
    }
}
