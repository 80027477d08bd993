package dev.sartor.device;

import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One device, or several equal ones (boards of one kind) among which a measurement is divided. All are closed together. */
public final class Boards implements AutoCloseable {
    private final List<Board> all;

    private Boards(List<Board> all) {
        this.all = List.copyOf(all);
    }

    /** A single device. */
    public static Boards of(Device device) {
        return new Boards(List.of(new Board(Board.ONLY, device)));
    }

    /**
     * Opens boards and compares their descriptions.
     *
     * @param byName how to open each board, at least one
     * @throws UserError if a board cannot be opened, or its processor, runtime, settings or system differ from those of the first
     */
    public static Boards open(Map<String, Supplier<Device>> byName) {
        List<Board> opened = new ArrayList<>();
        try {
            new LinkedHashMap<>(byName).forEach((name, device) -> {
                opened.add(new Board(name, device.get()));
                requireSame(opened.getFirst(), opened.getLast());
            });
            return opened.size() == 1 ? of(opened.getFirst().device()) : new Boards(opened);
        } catch (RuntimeException e) {
            opened.forEach(b -> b.device().close());
            throw e;
        }
    }

    private static void requireSame(Board first, Board other) {
        List<String> differences = DeviceDifferences.ofBoards(
                first.device().description(), other.device().description());
        if (!differences.isEmpty()) {
            throw new UserError(
                    "board " + other.name() + " is not like board " + first.name() + ": "
                            + String.join("; ", differences),
                    "board " + other.name(),
                    "measure boards together only if processor, system and runtime are the same; a table of each kind"
                            + " needs a command of its own");
        }
    }

    /** The boards, at least one. */
    public List<Board> all() {
        return all;
    }

    /** The number of boards. */
    public int count() {
        return all.size();
    }

    /** The first board. */
    public Device first() {
        return all.getFirst().device();
    }

    @Override
    public void close() {
        all.forEach(b -> b.device().close());
    }
}
