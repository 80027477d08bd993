package dev.sartor.search.evaluation;

import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rule that selects the candidates to be trained further by NSGA-II's ranking. It takes all objectives into account, so accurate but
 * slow candidates do not displace fast ones.
 */
final class RankingPromotion implements PopulationSource.PromotionRule {
    private final SearchProblem problem;
    private final List<Candidate> population;

    RankingPromotion(SearchProblem problem, List<Candidate> population) {
        this.problem = problem;
        this.population = List.copyOf(population);
    }

    @Override
    public List<Integer> best(List<Integer> remaining, double[] scores, int count) {
        List<EvaluatedCandidate> evaluated = remaining.stream()
                .map(i -> EvaluatedCandidate.of(problem, population.get(i), scores[i]))
                .toList();
        List<EvaluatedCandidate> best = new Ranking<>(evaluated).best(count).solutions();
        return IntStream.range(0, evaluated.size())
                .filter(i -> best.stream().anyMatch(b -> b == evaluated.get(i)))
                .mapToObj(remaining::get)
                .toList();
    }
}
