import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints which share of lines and branches the tests reach, by package.
 *
 * <p>Usage: {@code Coverage JACOCO_CSV}.
 */
final class Coverage {
    /** Lines and branches of a package, or of all. */
    private record Counts(long lines, long linesReached, long branches, long branchesReached) {
        Counts plus(Counts o) {
            return new Counts(
                    lines + o.lines,
                    linesReached + o.linesReached,
                    branches + o.branches,
                    branchesReached + o.branchesReached);
        }

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-44s %7d %7s %9d %8s",
                    name,
                    lines,
                    percent(linesReached, lines),
                    branches,
                    percent(branchesReached, branches));
        }

        private static String percent(long part, long whole) {
            return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
        }
    }

    private Coverage() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, Counts> packages = new TreeMap<>();
        List<String> rows = Files.readAllLines(Path.of(arguments[0]));
        List<String> header = List.of(rows.getFirst().split(","));
        for (String row : rows.subList(1, rows.size())) {
            // a class's name may hold commas in generics' brackets, so columns are counted from the end
            String[] fields = row.split(",");
            int shift = fields.length - header.size();
            long[] n = List.of("LINE_MISSED", "LINE_COVERED", "BRANCH_MISSED", "BRANCH_COVERED").stream()
                    .mapToLong(c -> Long.parseLong(fields[header.indexOf(c) + shift]))
                    .toArray();
            packages.merge(
                    fields[header.indexOf("PACKAGE")], new Counts(n[0] + n[1], n[1], n[2] + n[3], n[3]), Counts::plus);
        }
        System.out.printf("%-44s %7s %7s %9s %8s%n", "package", "lines", "reached", "branches", "reached");
        packages.forEach((name, counts) -> System.out.println(counts.row(name)));
        System.out.println(packages.values().stream()
                .reduce(new Counts(0, 0, 0, 0), Counts::plus)
                .row("all"));
    }
}
