package dev.sartor.latency.measuring.schedule;

import dev.sartor.device.DeviceFailure;
import dev.sartor.latency.measuring.result.BoardLevels;
import dev.sartor.latency.measuring.result.Measurements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Divides a measurement among boards, with a thread for each. A pass is made on one board, with all models and the board's own
 * control network, so that what is subtracted from each other was measured on one board, and every model is measured on every
 * board. The boards are compared before the first pass and after each. The passes of a board that is lost are left to the others.
 */
final class BoardsMeasurement {
    private final List<MeasurementSetup> boards;
    private final InterleavedMeasurement.BoardRun run;
    private final Measurements measured;
    private final PassSchedule schedule;
    private final int roundsPerPass;
    private final List<DeviceFailure> losses = Collections.synchronizedList(new ArrayList<>());

    BoardsMeasurement(List<MeasurementSetup> boards, InterleavedMeasurement.BoardRun run, Measurements measured) {
        this.boards = boards;
        this.run = run;
        this.measured = measured;
        int rounds = boards.getFirst().protocol().rounds();
        this.roundsPerPass = Passes.roundsPerPass(rounds, boards.size());
        this.schedule = new PassSchedule(Math.ceilDiv(rounds, roundsPerPass), boards.size());
    }

    /**
     * Measures until all passes are made.
     *
     * @throws UnequalBoard         if a board is not as fast as the others
     * @throws InterruptedException if this thread was interrupted; all visits have been added
     * @throws dev.sartor.base.UserError if a board does not work at the start, or none works any more
     */
    void run() throws InterruptedException {
        EqualBoards.require(controlLevels(), 1, "sessions of the control network");
        onEachBoard(this::measure);
        if (losses.size() == boards.size()) {
            throw InterleavedMeasurement.stoppedWorking(boards.getFirst(), losses.getLast());
        }
        requireEqual();
    }

    private BoardLevels controlLevels() throws InterruptedException {
        Map<String, double[]> controlMs = new ConcurrentHashMap<>();
        onEachBoard(board -> {
            MeasurementSetup setup = boards.get(board);
            try {
                controlMs.put(setup.board().name(), ControlSessions.timesMs(setup));
            } catch (DeviceFailure e) {
                throw InterleavedMeasurement.stoppedWorking(setup, e);
            }
        });
        return BoardLevels.ofSessions(controlMs);
    }

    private void measure(int board) throws InterruptedException {
        PassSource passes = schedule.ofBoard(board);
        PassSource whileEqual = () -> {
            requireEqual();
            return passes.next();
        };
        try {
            run.measure(boards.get(board), new Passes(whileEqual, roundsPerPass));
        } catch (DeviceFailure e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("The measurement was interrupted; it continues where it stopped");
            }
            losses.add(e);
            MeasurementSetup setup = boards.get(board);
            setup.listener().onBoardLost(setup.board().name(), String.valueOf(e.getMessage()));
        } finally {
            schedule.leave(board);
        }
    }

    private void requireEqual() {
        EqualBoards.require(BoardLevels.of(measured), EqualBoards.MIN_MODELS, "models");
    }

    /** A task for the board with this index. */
    @FunctionalInterface
    private interface BoardTask {
        void run(int board) throws InterruptedException;
    }

    /** Runs a task for all boards at once. The first exception stops the others. */
    private void onEachBoard(BoardTask task) throws InterruptedException {
        try (ExecutorService threads = Executors.newFixedThreadPool(boards.size())) {
            var finished = new ExecutorCompletionService<Void>(threads);
            for (int i = 0; i < boards.size(); i++) {
                int board = i;
                finished.submit(() -> {
                    task.run(board);
                    return null;
                });
            }
            try {
                for (int i = 0; i < boards.size(); i++) {
                    finished.take().get();
                }
            } catch (ExecutionException e) {
                throw cause(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static RuntimeException cause(ExecutionException e) throws InterruptedException {
        switch (e.getCause()) {
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            case RuntimeException exception -> {
                return exception;
            }
            default -> throw new IllegalStateException(e.getCause());
        }
    }
}
