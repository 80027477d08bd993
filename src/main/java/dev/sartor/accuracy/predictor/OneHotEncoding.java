package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;

/** One-hot encoding of genomes: one feature for each alternative of each gene, 1 if it is chosen and otherwise 0. */
final class OneHotEncoding {
    /** For each gene, the index of the feature of its first alternative. */
    private final int[] firstFeatures;

    private final int width;

    OneHotEncoding(List<Gene> genes) {
        firstFeatures = new int[genes.size()];
        int next = 0;
        for (int g = 0; g < firstFeatures.length; g++) {
            firstFeatures[g] = next;
            next += genes.get(g).size();
        }
        width = next;
    }

    /** Number of features of a genome. */
    int width() {
        return width;
    }

    /** The features of genomes, [genome][feature] in one array. */
    float[] encode(List<Genome> genomes) {
        float[] features = new float[genomes.size() * width];
        for (int i = 0; i < genomes.size(); i++) {
            Genome genome = genomes.get(i);
            for (int g = 0; g < firstFeatures.length; g++) {
                features[i * width + firstFeatures[g] + genome.choice(g)] = 1;
            }
        }
        return features;
    }
}
