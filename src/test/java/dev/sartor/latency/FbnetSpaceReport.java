package dev.sartor.latency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How well a calibration's regression predicts networks of FBNet's space on devices of others, fitted on 300 networks and
 * judged on 1,000 others, beside a plain additive fit. Writes a table: {@code FbnetSpaceReport CSV.gz OUT.md}.
 */
public final class FbnetSpaceReport {
    private static final int FITTED = 300;
    private static final int JUDGED = 1000;
    private static final long SEED = 1;
    private static final double NOISE = 0.01;

    /** Prior standard deviations of corrections, as shares of a typical latency: per layer and operation, per pair of neighbours. */
    private record Prior(double unit, double pair, double pairInPlace) {
    }

    private static final List<Prior> PRIORS = priors();

    private FbnetSpaceReport() {
    }

    private static List<Prior> priors() {
        double[] units = {0.003, 0.01, 0.03};
        double[] pairs = {0, 0.002, 0.006};
        return Arrays.stream(units).boxed().flatMap(u -> Arrays.stream(pairs).boxed()
                .flatMap(p -> Arrays.stream(pairs).mapToObj(q -> new Prior(u, p, q)))).toList();
    }

    public static void main(String[] args) throws IOException {
        FbnetSpace space = FbnetSpace.read(Path.of(args[0]));
        List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, space.operations().length).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        int[] fitted = order.stream().limit(FITTED).mapToInt(Integer::intValue).toArray();
        int[] judged = order.stream().skip(FITTED).limit(JUDGED).mapToInt(Integer::intValue).toArray();
        var text = new StringBuilder("""
                | device | additive: MAPE | ±5 % | ±10 % | tau | ours: MAPE | ±5 % | ±10 % | tau |
                |---|---|---|---|---|---|---|---|---|
                """);
        for (Map.Entry<String, double[]> device : space.latencies().entrySet()) {
            Agreement plain = judge(space, device.getValue(), fitted, judged, List.of());
            Agreement ours = judge(space, device.getValue(), fitted, judged, PRIORS);
            text.append("| ").append(device.getKey()).append(cells(plain)).append(cells(ours)).append(" |\n");
        }
        Files.writeString(Path.of(args[1]), text);
    }

    private static String cells(Agreement a) {
        return String.format(Locale.ROOT, " | %.2f %% | %.1f | %.1f | %.3f", 100 * a.mape(), 100 * a.within5(), 100 * a.within10(), a.kendallTau());
    }

    /** Without priors a plain additive fit: a coefficient per layer and operation, as good as free. */
    private static Agreement judge(FbnetSpace space, double[] ms, int[] fitted, int[] judged, List<Prior> priors) {
        double[] y = Arrays.stream(fitted).mapToDouble(i -> ms[i]).toArray();
        double[] noise = Arrays.stream(y).map(v -> NOISE * v).toArray();
        double typical = Quantiles.median(y);
        double[][] x = Arrays.stream(fitted).mapToObj(i -> row(space.operations()[i])).toArray(double[][]::new);
        PriorRegression best = null;
        if (priors.isEmpty()) {
            best = PriorRegression.fit(x, y, noise, mean(), free(typical));
        }
        for (Prior prior : priors) {
            PriorRegression fit = PriorRegression.fit(x, y, noise, mean(), deviation(prior, typical));
            best = best == null || error(fit, y) < error(best, y) ? fit : best;
        }
        double[] coefficients = best.coefficients();
        double[] predicted = Arrays.stream(judged).mapToDouble(i -> dot(row(space.operations()[i]), coefficients)).toArray();
        return Agreement.of(predicted, Arrays.stream(judged).mapToDouble(i -> ms[i]).toArray());
    }

    private static double error(PriorRegression fit, double[] y) {
        return IntStream.range(0, y.length).mapToDouble(i -> fit.leftOut()[i] / y[i]).map(e -> e * e).sum();
    }

    private static final int OPS = FbnetSpace.OPERATIONS;
    private static final int COUNTS = 1;
    private static final int MACS = COUNTS + OPS;
    private static final int UNITS = MACS + OPS;
    private static final int PAIRS = UNITS + FbnetSpace.LAYERS * OPS;
    private static final int PLACED = PAIRS + OPS * OPS;
    private static final int COLUMNS = PLACED + (FbnetSpace.LAYERS - 1) * OPS * OPS;

    /** Offset; layers and MACs by operation; each layer's operation; neighbours' operations, anywhere and in their place. */
    private static double[] row(int[] operations) {
        double[] row = new double[COLUMNS];
        row[0] = 1;
        for (int layer = 0; layer < operations.length; layer++) {
            int op = operations[layer];
            row[COUNTS + op]++;
            row[MACS + op] += FbnetSpace.millionMacs(layer, op);
            row[UNITS + layer * OPS + op] = 1;
            if (layer > 0) {
                int pair = operations[layer - 1] * OPS + op;
                row[PAIRS + pair]++;
                row[PLACED + (layer - 1) * OPS * OPS + pair] = 1;
            }
        }
        return row;
    }

    private static double[] mean() {
        return new double[COLUMNS];
    }

    private static double[] free(double typical) {
        double[] deviation = new double[COLUMNS];
        deviation[0] = typical;
        Arrays.fill(deviation, UNITS, PAIRS, typical);
        return deviation;
    }

    private static double[] deviation(Prior prior, double typical) {
        double[] deviation = new double[COLUMNS];
        deviation[0] = typical;
        Arrays.fill(deviation, COUNTS, MACS, 0.05 * typical);
        Arrays.fill(deviation, MACS, UNITS, 0.01 * typical);
        Arrays.fill(deviation, UNITS, PAIRS, prior.unit() * typical);
        Arrays.fill(deviation, PAIRS, PLACED, prior.pair() * typical);
        Arrays.fill(deviation, PLACED, COLUMNS, prior.pairInPlace() * typical);
        return deviation;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
