package dev.sartor.distributed;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.RetriedCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Workers behind a command such as {@code srun sartor evaluate}, which is started for each request. If it answers that its
 * machine lacks a file, the command is started again and gets the file after the request.
 */
final class CommandWorkers implements Workers {
    private final RetriedCommand command;
    private final Map<String, SendingTurn> turns = new ConcurrentHashMap<>();

    private CommandWorkers(RetriedCommand command) {
        this.command = command;
    }

    static CommandWorkers of(AccuracySpec.Command spec) {
        return new CommandWorkers(new RetriedCommand(spec, Optional.empty()));
    }

    @Override
    public int maxRequests() {
        return command.spec().workers();
    }

    @Override
    public WorkerAnswer.Scores ask(WorkerRequest request) throws InterruptedException {
        List<SharedFile> lacked = new ArrayList<>();
        while (true) {
            // a queue may start the next call on another machine, which may lack what earlier ones lacked
            switch (call(request, RetriedCommand.Input.line(request.json()))) {
                case WorkerAnswer.Scores scores -> {
                    return scores;
                }
                case WorkerAnswer.Missing missing -> {
                    SharedFile file = request.file(missing);
                    if (!lacked.contains(file)) {
                        lacked.add(file);
                    }
                    Optional<WorkerAnswer> answer = send(request, lacked, missing);
                    if (answer.isPresent() && answer.get() instanceof WorkerAnswer.Scores scores) {
                        return scores;
                    }
                    if (answer.isPresent()
                            && answer.get() instanceof WorkerAnswer.Missing again
                            && lacked.contains(request.file(again))) {
                        throw again.error();
                    }
                }
            }
        }
    }

    /**
     * Calls the command with files. Simultaneous requests do not send them to one machine more than once.
     *
     * @return empty if another request has sent them meanwhile, so that they are there now
     */
    private Optional<WorkerAnswer> send(WorkerRequest request, List<SharedFile> files, WorkerAnswer.Missing missing)
            throws InterruptedException {
        SendingTurn turn = turns.computeIfAbsent(missing.machine() + " " + missing.file(), _ -> new SendingTurn());
        if (turn.waitForOthers()) {
            return Optional.empty();
        }
        try {
            return Optional.of(call(request, stdin -> {
                write(request, files, stdin);
                turn.end();
            }));
        } finally {
            turn.end();
        }
    }

    private static void write(WorkerRequest request, List<SharedFile> files, OutputStream stdin) throws IOException {
        RetriedCommand.Input.line(request.json()).writeTo(stdin);
        for (SharedFile file : files) {
            stdin.write((file.transfer().json() + "\n").getBytes(StandardCharsets.UTF_8));
            Files.copy(file.path(), stdin);
        }
        stdin.flush();
    }

    private WorkerAnswer call(WorkerRequest request, RetriedCommand.Input input) throws InterruptedException {
        return command.call(
                input,
                line -> WorkerAnswer.parse(line)
                        .or(() -> command.accuracyOf(line).map(WorkerAnswer.Scores::ofAccuracy)),
                request.subject());
    }

    @Override
    public Workers withLogFolder(Path folder) {
        return new CommandWorkers(new RetriedCommand(command.spec(), Optional.of(folder)));
    }
}
