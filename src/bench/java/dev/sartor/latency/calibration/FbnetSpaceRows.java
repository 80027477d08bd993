package dev.sartor.latency.calibration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * The latencies of 5,000 networks of FBNet's space on real devices, from HELP (arXiv 2106.08630). A network has 22 layers with
 * one of nine operations each. The latencies of pixel3, raspi4, eyeriss and fpga are left out, since they are sums of layers and
 * not measurements.
 *
 * @param operations the operation of each layer, 0 to 8, for each network
 * @param latencies  the latencies of the networks in ms, by device
 */
record FbnetSpaceRows(int[][] operations, Map<String, double[]> latencies) {
    static final int LAYERS = 22;
    static final int OPERATIONS = 9;
    private static final Set<String> SUMS = Set.of("pixel3_ms", "raspi4_ms", "eyeriss_ms", "fpga_ms");

    /** Reads the compressed CSV file: the digits of the operations, then the latency on each device. */
    static FbnetSpaceRows read(Path file) throws IOException {
        try (var in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String[] columns = in.readLine().split(",");
            List<String[]> rows = new ArrayList<>();
            in.lines().forEach(line -> rows.add(line.split(",")));
            int[][] operations = rows.stream()
                    .map(r -> r[0].chars().map(c -> c - '0').toArray())
                    .toArray(int[][]::new);
            Map<String, double[]> latencies = new LinkedHashMap<>();
            for (int c = 1; c < columns.length; c++) {
                int column = c;
                if (!SUMS.contains(columns[c])) {
                    latencies.put(
                            columns[c].replace("_ms", ""),
                            rows.stream()
                                    .mapToDouble(r -> Double.parseDouble(r[column]))
                                    .toArray());
                }
            }
            return new FbnetSpaceRows(operations, latencies);
        }
    }

    /**
     * MACs of a layer with an operation, in millions. Operations 0 to 7 are inverted residuals: kernel 3, then kernel 5, each with
     * expansion 1, expansion 1 in two groups, expansion 3 and expansion 6. Operation 8 skips the layer.
     */
    static double millionMacs(int layer, int operation) {
        // channels and side of the square tensor before each layer, and after the last
        int[] channels = {
            16, 16, 24, 24, 24, 24, 32, 32, 32, 32, 64, 64, 64, 64, 112, 112, 112, 112, 184, 184, 184, 184, 352
        };
        int[] side = {112, 112, 56, 56, 56, 56, 28, 28, 28, 28, 14, 14, 14, 14, 14, 14, 14, 14, 7, 7, 7, 7, 7};
        double in = channels[layer];
        double out = channels[layer + 1];
        double before = side[layer] * side[layer];
        double after = side[layer + 1] * side[layer + 1];
        boolean skips = operation == OPERATIONS - 1;
        if (skips) {
            // a skip that changes the shape is a convolution of 1 x 1
            return in == out && before == after ? 0 : in * out * after / 1e6;
        }
        int kernel = operation < 4 ? 3 : 5;
        int expansion = new int[] {1, 1, 3, 6}[operation % 4];
        int groups = operation % 4 == 1 ? 2 : 1;
        double mid = in * expansion;
        return (in * mid * before / groups + mid * kernel * kernel * after + mid * out * after / groups) / 1e6;
    }
}
