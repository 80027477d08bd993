package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.ReferencePoint;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Local search (White, Nolen, Savani: Exploring the Loss Landscape in Neural Architecture Search, UAI 2021, arXiv
 * 2005.02960): it evaluates all neighbours of a network, which differ in one gene, and moves to the best of them until none is better;
 * then it restarts at a random network. With several objectives each restart has random weights, so that different climbs end on
 * different parts of the front.
 */
final class LocalSearch implements SearchStrategy {
    private final SearchProblem problem;
    private final FeasibleSampler sampling;
    private final int batch;
    private final RandomGenerator random;
    private final double[] scale;
    private final Deque<Candidate> neighbours = new ArrayDeque<>();
    private double[] weights = {};
    private EvaluatedCandidate current;
    private EvaluatedCandidate best;

    /** @param batch neighbours of a generation */
    LocalSearch(SearchProblem problem, FeasibleSampler sampling, int batch, RandomGenerator random) {
        this.problem = problem;
        this.sampling = sampling;
        this.batch = batch;
        this.random = random;
        scale = ReferencePoint.of(problem);
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        List<Proposal> proposals = new ArrayList<>();
        while (!neighbours.isEmpty() && proposals.size() < Math.min(maxFeasible, batch)) {
            proposals.add(new Proposal(neighbours.removeFirst(), Trial.Origin.OFFSPRING));
        }
        if (proposals.isEmpty()) {
            weights = random.doubles(scale.length).map(u -> -Math.log(1 - u)).toArray();
            current = null;
            best = null;
            return RandomSearch.draw(sampling, 1);
        }
        return proposals;
    }

    @Override
    public void tell(List<EvaluatedCandidate> rated) {
        for (EvaluatedCandidate r : rated) {
            if (r.candidate().feasible() && (best == null || weightedSum(r) < weightedSum(best))) {
                best = r;
            }
        }
        // moves on unless no neighbour is better
        while (neighbours.isEmpty() && best != current) {
            current = best;
            neighbours.addAll(newNeighbours(current.candidate().genome()));
        }
    }

    private double weightedSum(EvaluatedCandidate rated) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * rated.objectiveValues()[i] / scale[i];
        }
        return sum;
    }

    /** Marks the neighbours within the limits as proposed that were not, and returns them in random order. */
    private List<Candidate> newNeighbours(Genome genome) {
        List<Candidate> untried = new ArrayList<>(problem.neighbours(genome)
                .filter(n -> n.feasible() && sampling.markProposed(n))
                .toList());
        Collections.shuffle(untried, Random.from(random));
        return untried;
    }
}
