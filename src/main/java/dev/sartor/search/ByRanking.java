package dev.sartor.search;

import dev.sartor.accuracy.PopulationSource;
import java.util.List;
import java.util.stream.IntStream;

/** Promotes within a generation by all objectives, as NSGA-II ranks: what is slow but accurate does not crowd out the fast. */
final class ByRanking implements PopulationSource.Promotion {
    private final Problem problem;
    private final List<Candidate> population;

    ByRanking(Problem problem, List<Candidate> population) {
        this.problem = problem;
        this.population = List.copyOf(population);
    }

    @Override
    public List<Integer> best(List<Integer> running, double[] merits, int count) {
        List<Rated> rated = running.stream()
                .map(i -> Rated.of(problem, population.get(i), merits[i]))
                .toList();
        List<Rated> best = new Ranking<>(rated).best(count).members();
        return IntStream.range(0, rated.size())
                .filter(i -> best.stream().anyMatch(b -> b == rated.get(i)))
                .mapToObj(running::get)
                .toList();
    }
}
