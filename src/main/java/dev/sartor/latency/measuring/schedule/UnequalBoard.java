package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.UserError;

/** Thrown when a board is not as fast as the others; its measurements are discarded. */
final class UnequalBoard extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String board;

    UnequalBoard(String board, String message) {
        super(message);
        this.board = board;
    }

    String board() {
        return board;
    }

    UserError error() {
        return new UserError(
                getMessage(),
                "board " + board,
                "boards of one table must be equally fast: check its cooling, its power supply and its other programs;"
                        + " or give the same command without its --via, which keeps what the others have measured",
                UserError.ExitCode.FAILED,
                this);
    }
}
