package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.statistics.Agreement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Reports the accuracy of the calibration's regression for FBNet's space on devices with published latencies, compared with least
 * squares. Both are fitted to 300 networks and tested on 1,000 others.
 *
 * <p>Arguments: {@code CSV.gz OUT.md}. CSV.gz are the latencies of HELP ({@link FbnetSpaceRows}), OUT.md is the table to write.
 */
public final class FbnetSpaceReport {
    private static final int FITTED = 300;
    private static final int TESTED = 1000;
    private static final long SEED = 1;

    /** Degrees of freedom of Student's t with which errors are normal. */
    private static final double NORMAL_ERRORS = Double.POSITIVE_INFINITY;

    /** Tried prior deviations of the coefficient of an operation in one layer, relative to a typical latency. */
    private static final double[] UNIT_DEVIATIONS = {0.003, 0.01, 0.03, 0.1};

    /** Tried deviations of the noise of a latency, relative to it. */
    private static final double[] NOISES = {0.01, 0.03, 0.1};

    private FbnetSpaceReport() {}

    public static void main(String[] args) throws IOException {
        FbnetSpaceRows space = FbnetSpaceRows.read(Path.of(args[0]));
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, space.operations().length).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        int[] fitted = order.stream().limit(FITTED).mapToInt(Integer::intValue).toArray();
        int[] tested = order.stream()
                .skip(FITTED)
                .limit(TESTED)
                .mapToInt(Integer::intValue)
                .toArray();
        var text = new StringBuilder("""
            | device | least squares: MAPE | ±5 % | ±10 % | tau | Sartor: MAPE | ±5 % | ±10 % | tau |
            |---|---|---|---|---|---|---|---|---|
            """);
        for (Map.Entry<String, double[]> device : space.latencies().entrySet()) {
            Agreement leastSquares =
                    agreement(space, device.getValue(), fitted, tested, FbnetSpaceReport::leastSquares);
            Agreement calibration =
                    agreement(space, device.getValue(), fitted, tested, FbnetSpaceReport::calibrationRegression);
            text.append("| ")
                    .append(device.getKey())
                    .append(cells(leastSquares))
                    .append(cells(calibration))
                    .append(" |\n");
        }
        Files.writeString(Path.of(args[1]), text);
    }

    private static String cells(Agreement a) {
        return String.format(
                Locale.ROOT,
                " | %.2f %% | %.1f | %.1f | %.3f",
                100 * a.mape(),
                100 * a.within5(),
                100 * a.within10(),
                a.kendallTau());
    }

    private static Agreement agreement(
            FbnetSpaceRows space,
            double[] ms,
            int[] fitted,
            int[] tested,
            BiFunction<double[][], double[], BayesianRegression> regression) {
        double[] y = Arrays.stream(fitted).mapToDouble(i -> ms[i]).toArray();
        double[][] x =
                Arrays.stream(fitted).mapToObj(i -> row(space.operations()[i])).toArray(double[][]::new);
        double[] coefficients = regression.apply(x, y).coefficients();
        double[] predicted = Arrays.stream(tested)
                .mapToDouble(i -> BayesianRegression.dot(row(space.operations()[i]), coefficients))
                .toArray();
        return Agreement.of(
                predicted, Arrays.stream(tested).mapToDouble(i -> ms[i]).toArray());
    }

    /** Almost plain least squares: a coefficient for each operation of each layer, with a very wide prior. */
    private static BayesianRegression leastSquares(double[][] x, double[] y) {
        return BayesianRegression.fit(x, y, noise(y, NOISES[0]), new double[COLUMNS], free(Quantiles.median(y)));
    }

    /** The calibration's regression, with the priors and the noise that minimise the leave-one-out error. */
    private static BayesianRegression calibrationRegression(double[][] x, double[] y) {
        double typical = Quantiles.median(y);
        StudentTRegression best = null;
        double smallestError = Double.POSITIVE_INFINITY;
        for (double unit : UNIT_DEVIATIONS) {
            for (double noise : NOISES) {
                var regression =
                        new StudentTRegression(x, y, noise(y, noise), new double[COLUMNS], deviation(unit, typical));
                double error = error(regression.fit(NORMAL_ERRORS), y);
                best = error < smallestError ? regression : best;
                smallestError = Math.min(error, smallestError);
            }
        }
        return best.fit();
    }

    private static double[] noise(double[] y, double fraction) {
        return Arrays.stream(y).map(v -> fraction * v).toArray();
    }

    /** The sum of the squared relative leave-one-out errors. */
    private static double error(BayesianRegression fit, double[] y) {
        return IntStream.range(0, y.length)
                .mapToDouble(i -> fit.leaveOneOutErrors()[i] / y[i])
                .map(e -> e * e)
                .sum();
    }

    /** Prior deviations of the coefficients of counts and of MACs, relative to a typical latency. */
    private static final double COUNT_DEVIATION = 0.05;

    private static final double MACS_DEVIATION = 0.01;

    /** First columns of the groups of coefficients. */
    private static final int OPS = FbnetSpaceRows.OPERATIONS;

    private static final int COUNTS = 1;
    private static final int MACS = COUNTS + OPS;
    private static final int UNITS = MACS + OPS;
    private static final int COLUMNS = UNITS + FbnetSpaceRows.LAYERS * OPS;

    /** Columns: offset; number of layers and MACs for each operation; the operation of each layer. */
    private static double[] row(int[] operations) {
        double[] row = new double[COLUMNS];
        row[0] = 1;
        for (int layer = 0; layer < operations.length; layer++) {
            int op = operations[layer];
            row[COUNTS + op]++;
            row[MACS + op] += FbnetSpaceRows.millionMacs(layer, op);
            row[UNITS + layer * OPS + op] = 1;
        }
        return row;
    }

    /** Prior deviations so wide that they have little influence; 0 for the columns that least squares does not use. */
    private static double[] free(double typical) {
        double[] deviation = new double[COLUMNS];
        deviation[0] = typical;
        Arrays.fill(deviation, UNITS, COLUMNS, typical);
        return deviation;
    }

    /** The prior deviations of all coefficients. */
    private static double[] deviation(double unit, double typical) {
        double[] deviation = new double[COLUMNS];
        deviation[0] = typical;
        Arrays.fill(deviation, COUNTS, MACS, COUNT_DEVIATION * typical);
        Arrays.fill(deviation, MACS, UNITS, MACS_DEVIATION * typical);
        Arrays.fill(deviation, UNITS, COLUMNS, unit * typical);
        return deviation;
    }
}
