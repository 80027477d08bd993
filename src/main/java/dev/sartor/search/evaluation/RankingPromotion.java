package dev.sartor.search.evaluation;

import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.stream.IntStream;

/** Promotes within a generation by all objectives, as NSGA-II ranks: what is slow but accurate does not crowd out the fast. */
final class RankingPromotion implements PopulationSource.Promotion {
    private final SearchProblem problem;
    private final List<Candidate> population;

    RankingPromotion(SearchProblem problem, List<Candidate> population) {
        this.problem = problem;
        this.population = List.copyOf(population);
    }

    @Override
    public List<Integer> best(List<Integer> running, double[] merits, int count) {
        List<EvaluatedCandidate> rated = running.stream()
                .map(i -> EvaluatedCandidate.of(problem, population.get(i), merits[i]))
                .toList();
        List<EvaluatedCandidate> best = new Ranking<>(rated).best(count).members();
        return IntStream.range(0, rated.size())
                .filter(i -> best.stream().anyMatch(b -> b == rated.get(i)))
                .mapToObj(running::get)
                .toList();
    }
}
