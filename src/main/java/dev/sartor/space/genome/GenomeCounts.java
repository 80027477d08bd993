package dev.sartor.space.genome;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The exact number of canonical genomes: a product over the stages of a sum over the depths of each stage. */
public final class GenomeCounts {
    private final BigInteger count;
    private final List<List<BigInteger>> byDepth = new ArrayList<>();

    public GenomeCounts(SpaceDefinition definition, CanonicalWidths widths) {
        BigInteger product = widths.count()
                .multiply(size(definition.resolutions()))
                .multiply(size(definition.networkAttributeCombinations()));
        for (Stage stage : definition.stages()) {
            List<BigInteger> combinations = stage.depths().stream()
                    .map(d -> blockCombinations(stage, d))
                    .toList();
            byDepth.add(combinations);
            product = product.multiply(size(stage.strides()))
                    .multiply(size(stage.stageAttributeCombinations()))
                    .multiply(combinations.stream().reduce(BigInteger.ZERO, BigInteger::add));
        }
        count = product;
    }

    public BigInteger count() {
        return count;
    }

    /** For each depth of a stage, the number of combinations of its blocks. */
    List<BigInteger> blockCombinations(int stage) {
        return byDepth.get(stage);
    }

    private static BigInteger blockCombinations(Stage stage, int depth) {
        BigInteger combinations = BigInteger.ONE;
        for (int p = 0; p < depth; p++) {
            combinations = combinations.multiply(BigInteger.valueOf(stage.alternativeCount(p)));
        }
        return combinations;
    }

    private static BigInteger size(List<?> alternatives) {
        return BigInteger.valueOf(alternatives.size());
    }
}
