package dev.sartor.space;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** NAS-Bench-Macro (Su et al. 2021): accuracies of all 6,561 networks of a space, trained on CIFAR-10. */
public final class NasBenchMacro {
    /**
     * One network.
     *
     * @param genome   eight digits, one choice for each layer
     * @param accuracy mean test accuracy of three seeds, 0 to 1
     */
    public record Row(String genome, double accuracy, long params, long macs) {}

    private NasBenchMacro() {}

    public static List<Row> rows() {
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(NasBenchMacro.class.getResourceAsStream("nas-bench-macro.csv.gz")),
                StandardCharsets.UTF_8))) {
            return in.lines().skip(1).map(NasBenchMacro::row).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        String[] fields = line.split(",");
        return new Row(
                fields[0], Double.parseDouble(fields[1]) / 100, Long.parseLong(fields[2]), Long.parseLong(fields[3]));
    }
}
