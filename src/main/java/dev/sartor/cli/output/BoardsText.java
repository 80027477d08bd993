package dev.sartor.cli.output;

import dev.sartor.latency.certificate.MeasuredBoard;
import java.util.List;

/** The boards that were measured together, for the terminal. */
public final class BoardsText {
    private BoardsText() {}

    /** A line for each board; none for a single device. */
    public static List<String> lines(List<MeasuredBoard> boards) {
        return boards.stream().map(BoardsText::line).toList();
    }

    private static String line(MeasuredBoard board) {
        return ConsoleFormat.format("board              %s: %,d measurements, ", board.name(), board.visits())
                + (board.halfWidth().isPresent()
                        ? ConsoleFormat.format(
                                "%.3f ± %.3f times the latency of a typical board",
                                board.relativeLatency(), board.halfWidth().getAsDouble())
                        : "too few to compare it with the others");
    }
}
