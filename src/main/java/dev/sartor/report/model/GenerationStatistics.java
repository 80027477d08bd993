package dev.sartor.report.model;

import dev.sartor.search.front.Trial;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Statistics of one generation of a search.
 *
 * @param number      number of the generation, from 0
 * @param trials      number of trials
 * @param newNetworks number of networks that no earlier trial of the run evaluated
 * @param feasible    number of trials within the limits
 * @param diversity   the share of the genes (choices of the space) in which two of its networks differ, on average over all
 *                    pairs; 0 if all are the same network
 */
public record GenerationStatistics(int number, int trials, int newNetworks, int feasible, double diversity) {

    /** The generations of a run; the last one may be incomplete. */
    static List<GenerationStatistics> of(List<Trial> trials, SearchSpace space) {
        SortedMap<Integer, List<Trial>> byNumber = new TreeMap<>();
        trials.forEach(t ->
                byNumber.computeIfAbsent(t.generation(), _ -> new ArrayList<>()).add(t));
        Set<String> seen = new HashSet<>();
        return byNumber.entrySet().stream()
                .map(e -> {
                    List<Trial> members = e.getValue();
                    int newNetworks = (int)
                            members.stream().filter(t -> seen.add(t.genome())).count();
                    int feasible =
                            (int) members.stream().filter(Trial::feasible).count();
                    return new GenerationStatistics(
                            e.getKey(),
                            members.size(),
                            newNetworks,
                            feasible,
                            diversity(
                                    members.stream()
                                            .map(t -> space.parse(t.genome()))
                                            .toList(),
                                    space));
                })
                .toList();
    }

    /**
     * Computed gene by gene: if n_c of n genomes have the choice c in a gene, n² - sum over c of n_c² ordered pairs differ in it.
     */
    private static double diversity(List<Genome> genomes, SearchSpace space) {
        long n = genomes.size();
        int genes = space.genes().size();
        if (n < 2 || genes == 0) {
            return 0;
        }
        long differing = 0;
        for (int g = 0; g < genes; g++) {
            long[] counts = new long[space.genes().get(g).size()];
            for (Genome genome : genomes) {
                counts[genome.choice(g)]++;
            }
            differing += n * n;
            for (long count : counts) {
                differing -= count * count;
            }
        }
        return differing / (double) (n * (n - 1) * genes);
    }
}
