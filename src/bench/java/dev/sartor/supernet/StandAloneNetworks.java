package dev.sartor.supernet;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The networks that {@link StandAloneTraining} trains and {@link SupernetRankingBenchmark} ranks: different random ones of a space. The keys
 * of their {@code key=value} texts are space (default small-28) and networks (their number, default 30).
 */
record StandAloneNetworks(SearchSpace space, int count) {
    static final List<String> KEYS = List.of("space", "networks");
    private static final long SAMPLE_SEED = 28;

    /** The networks that those texts describe whose keys are {@link #KEYS}. */
    static StandAloneNetworks parse(Collection<String> texts) {
        return new StandAloneNetworks(
                SpaceFile.find(value(texts, "space", "small-28")), Integer.parseInt(value(texts, "networks", "30")));
    }

    private static String value(Collection<String> texts, String key, String absent) {
        return texts.stream()
                .filter(text -> text.startsWith(key + "="))
                .map(text -> text.substring(key.length() + 1))
                .findFirst()
                .orElse(absent);
    }

    /** The genomes of the networks, the same for every call. */
    List<Genome> genomes() {
        var random = new SplittableRandom(SAMPLE_SEED);
        List<Genome> genomes = new ArrayList<>();
        while (genomes.size() < count) {
            Genome genome = space.sample(random);
            if (!genomes.contains(genome)) {
                genomes.add(genome);
            }
        }
        return genomes;
    }
}
