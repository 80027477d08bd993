package dev.sartor.accuracy.predictor;

import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.List;

/** Genomes as numbers: for each choice of each gene a 1 where it is taken and a 0 where it is not. */
final class OneHotEncoding {
    private final int[] first;
    private final int width;

    OneHotEncoding(List<Gene> genes) {
        first = new int[genes.size()];
        int next = 0;
        for (int g = 0; g < first.length; g++) {
            first[g] = next;
            next += genes.get(g).size();
        }
        width = next;
    }

    /** Features of a genome. */
    int width() {
        return width;
    }

    /** The features of genomes, one after the other. */
    float[] of(List<Genome> genomes) {
        float[] features = new float[genomes.size() * width];
        for (int i = 0; i < genomes.size(); i++) {
            Genome genome = genomes.get(i);
            for (int g = 0; g < first.length; g++) {
                features[i * width + first[g] + genome.choice(g)] = 1;
            }
        }
        return features;
    }
}
