package dev.sartor.latency.measuring.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/**
 * Divides the passes of a measurement among boards: board {@code b} of {@code n} makes the passes b, b + n, b + 2 n and so on. When
 * a board is lost, those that have finished their passes make the rest of its. Thread-safe.
 */
final class PassSchedule {
    private static final int NO_PASS = -1;

    private final List<Deque<Integer>> waiting = new ArrayList<>();
    private final Deque<Integer> ofLostBoards = new ArrayDeque<>();
    private final int[] current;

    PassSchedule(int passes, int boards) {
        current = new int[boards];
        for (int board = 0; board < boards; board++) {
            current[board] = NO_PASS;
            waiting.add(new ArrayDeque<>());
            for (int pass = board; pass < passes; pass += boards) {
                waiting.get(board).add(pass);
            }
        }
    }

    /** The passes of a board: after its own, those of boards that are lost until all passes are finished. */
    PassSource ofBoard(int board) {
        return () -> next(board);
    }

    private synchronized OptionalInt next(int board) throws InterruptedException {
        finish(board);
        while (true) {
            Integer pass = waiting.get(board).poll();
            if (pass == null) {
                pass = ofLostBoards.poll();
            }
            if (pass != null) {
                current[board] = pass;
                return OptionalInt.of(pass);
            }
            if (isFinished()) {
                return OptionalInt.empty();
            }
            wait();
        }
    }

    private void finish(int board) {
        current[board] = NO_PASS;
        notifyAll();
    }

    /** Whether no board has a pass that it could still leave to others. */
    private boolean isFinished() {
        for (int pass : current) {
            if (pass != NO_PASS) {
                return false;
            }
        }
        return waiting.stream().allMatch(Deque::isEmpty);
    }

    /** Leaves the passes of a board, also the one that it has begun, to the others. */
    synchronized void leave(int board) {
        if (current[board] != NO_PASS) {
            ofLostBoards.add(current[board]);
        }
        ofLostBoards.addAll(waiting.get(board));
        waiting.get(board).clear();
        finish(board);
    }
}
