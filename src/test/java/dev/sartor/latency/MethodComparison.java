package dev.sartor.latency;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares how units may be measured and calibrated by what they predict for whole networks, measured in another process:
 * {@code units|truth|table SPACE DEVICE FOLDER [SECONDS]}. The first two measure for so long and are given again until
 * they are done; the last prints the comparison.
 */
final class MethodComparison {
    private MethodComparison() {
    }

    public static void main(String[] args) throws Exception {
        Comparison comparison = Comparison.of(args[1], args[2], Path.of(args[3]));
        Duration most = Duration.ofSeconds(args.length > 4 ? Long.parseLong(args[4]) : 3600);
        switch (args[0]) {
            case "units" -> comparison.units(most);
            case "truth" -> comparison.truth(most);
            default -> print(comparison);
        }
    }

    private static void print(Comparison comparison) throws Exception {
        Measured units = comparison.units(Duration.ZERO);
        Measured truth = comparison.truth(Duration.ZERO);
        System.out.println("| units | calibration | networks | MAPE % | within 5 % | within 10 % | tau | bias % |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<Row> rows = new ArrayList<>();
        rows.forEach(System.out::println);
        System.out.println(NoiseFloor.alternating(comparison.judging(comparison.plan(Comparison.METHODS.getFirst())), truth));
        System.out.println(units.roundsDone());
    }

    private record Row(String units, String calibration, Agreement agreement) {
        @Override
        public String toString() {
            return String.format("| %s | %s | %d | %.1f | %.0f | %.0f | %.3f | %+.1f |", units, calibration, agreement.networks(),
                    100 * agreement.mape(), 100 * agreement.within5(), 100 * agreement.within10(), agreement.kendallTau(),
                    100 * agreement.bias());
        }
    }
}
