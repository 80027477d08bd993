package dev.sartor.accuracy.predictor;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scores of networks from a file, as features of a predictor: the columns after {@code genome}. The columns {@code accuracy}
 * and {@code loss} are those of a supernet, as MacroSupernetBenchmark writes them.
 */
record NetworkScores(String name, Map<Genome, Double> values) implements NetworkFeature {

    /** Added to each error, so that an accuracy of 1 has a finite logarithm. */
    private static final double ERROR_OFFSET = 0.0001;

    /** All columns of a file; the words of the header before {@code genome} are skipped. */
    static List<NetworkScores> read(Path file, SearchSpace space) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String header = lines.getFirst();
        String[] names = header.substring(header.indexOf("genome")).split(",");
        List<NetworkScores> scores = new ArrayList<>();
        for (int column = 1; column < names.length; column++) {
            Map<Genome, Double> values = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",");
                values.put(
                        space.canonical(space.parse(cells[0])),
                        value(names[column], Double.parseDouble(cells[column])));
            }
            scores.add(new NetworkScores(names[column], values));
        }
        return scores;
    }

    /** The feature for a score: larger is better, and accuracies and losses are on the logarithmic scale of the predictor. */
    private static double value(String name, double score) {
        return switch (name) {
            case "accuracy" -> -Math.log(1 + ERROR_OFFSET - score);
            case "loss" -> -Math.log(score);
            default -> score;
        };
    }

    Set<Genome> genomes() {
        return values.keySet();
    }

    @Override
    public double of(Genome genome, int[] units, int length) {
        return values.get(genome);
    }

    @Override
    public boolean isCostly() {
        return true;
    }
}
