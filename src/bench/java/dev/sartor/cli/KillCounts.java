package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file {@code counts.csv} of {@link KillBenchmark}: a line for each test of all its runs so far. */
final class KillCounts {
    private static final List<String> KINDS = List.of("calls", "moments", "disk");

    static final boolean WAS_KILLED = true;
    static final boolean WAS_NOT_KILLED = false;

    private final Path file;

    KillCounts(Path folder) {
        this.file = folder.resolve("counts.csv");
    }

    /**
     * Adds one test.
     *
     * @param killed whether the command was killed
     * @param kind   how the command was disturbed: calls (killed before a system call), moments (stopped at a random time, and killed
     *               unless it was continued from this state before), or disk (not killed, but run on a full disk)
     * @param seed   of the random moments
     * @param right  whether the files of the continued command are those of an undisturbed one
     */
    void add(KilledCommand command, String kind, long seed, boolean killed, boolean right) throws IOException {
        Files.writeString(
                file,
                "%s,%s,%d,%d,%d%n".formatted(command.fileName(), kind, seed, killed ? 1 : 0, right ? 0 : 1),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** The number of tests of a command by a kind of disturbance so far. */
    int number(KilledCommand command, String kind) throws IOException {
        String start = command.fileName() + "," + kind + ",";
        return (int) lines().stream().filter(l -> l.startsWith(start)).count();
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Prints a table of the sums over all lines, with a row for each command. */
    void print(KilledStates states) throws IOException {
        Map<String, int[]> sums = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] cells = line.split(",");
            int[] sum = sums.computeIfAbsent(cells[0], _ -> new int[KINDS.size() + 2]);
            sum[KINDS.indexOf(cells[1])]++;
            sum[KINDS.size()] += Integer.parseInt(cells[3]);
            sum[KINDS.size() + 1] += Integer.parseInt(cells[4]);
        }
        System.out.println("| command | " + String.join(" | ", KINDS) + " | kills | states | differences |");
        for (KilledCommand command : KilledCommand.all()) {
            int[] sum = sums.get(command.fileName());
            if (sum != null) {
                System.out.printf(
                        "| %s | %d | %d | %d | %d | %d | %d |%n",
                        command.name(), sum[0], sum[1], sum[2], sum[3], states.count(command), sum[4]);
            }
        }
    }
}
