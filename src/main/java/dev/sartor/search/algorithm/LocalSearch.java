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
 * 2005.02960): it evaluates all neighbours of a network, which differ in one gene, and moves to the best of them until none is
 * better; then it restarts at a random network. With several objectives each restart has random weights, so that different
 * restarts end on different parts of the front.
 */
final class LocalSearch implements SearchStrategy {
    private static final int ONE_NETWORK = 1;

    private final SearchProblem problem;
    private final FeasibleSampler sampler;
    private final int generationSize;
    private final RandomGenerator random;
    private final double[] referencePoint;
    /** Neighbours of {@code current} that are still to be proposed. */
    private final Deque<Candidate> neighbours = new ArrayDeque<>();
    /** Weights of the objectives since the last restart. */
    private double[] weights = {};

    private EvaluatedCandidate current;
    /** The best network since the last restart. */
    private EvaluatedCandidate best;

    /** @param generationSize maximum number of neighbours in a generation */
    LocalSearch(SearchProblem problem, FeasibleSampler sampler, int generationSize, RandomGenerator random) {
        this.problem = problem;
        this.sampler = sampler;
        this.generationSize = generationSize;
        this.random = random;
        referencePoint = ReferencePoint.of(problem);
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        List<Proposal> proposals = new ArrayList<>();
        while (!neighbours.isEmpty() && proposals.size() < Math.min(maxFeasible, generationSize)) {
            proposals.add(new Proposal(neighbours.removeFirst(), Trial.Origin.OFFSPRING));
        }
        if (proposals.isEmpty()) {
            // exponential, so that the proportions of the weights are uniform
            weights = random.doubles(referencePoint.length)
                    .map(u -> -Math.log(1 - u))
                    .toArray();
            current = null;
            best = null;
            return RandomSearch.draw(sampler, ONE_NETWORK);
        }
        return proposals;
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        for (EvaluatedCandidate e : evaluated) {
            if (e.candidate().feasible() && (best == null || weightedSum(e) < weightedSum(best))) {
                best = e;
            }
        }
        // moves to the best neighbour if it is better, repeatedly if that one has no untried neighbours; otherwise ask
        // restarts
        while (neighbours.isEmpty() && best != current) {
            current = best;
            neighbours.addAll(newNeighbours(current.candidate().genome()));
        }
    }

    private double weightedSum(EvaluatedCandidate evaluated) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * evaluated.objectiveValues()[i] / referencePoint[i];
        }
        return sum;
    }

    /** Returns the neighbours within the limits that were not proposed yet, in random order, and marks them as proposed. */
    private List<Candidate> newNeighbours(Genome genome) {
        List<Candidate> untried = new ArrayList<>(problem.neighbours(genome)
                .filter(n -> n.feasible() && sampler.markProposed(n))
                .toList());
        Collections.shuffle(untried, Random.from(random));
        return untried;
    }
}
