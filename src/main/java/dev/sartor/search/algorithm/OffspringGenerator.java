package dev.sartor.search.algorithm;

import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Turns genomes that an algorithm makes up into proposals that are new: a child differs from its parents by one gene
 * first, and by more where its neighbours are known already; where nothing new is found, a random immigrant takes its
 * place.
 */
final class OffspringGenerator {
    private static final int ATTEMPTS_PER_CHILD = 32;
    private static final int ATTEMPTS_PER_CHANGE = 8;

    private final SearchProblem problem;
    private final FeasibleSampler sampling;

    OffspringGenerator(SearchProblem problem, FeasibleSampler sampling) {
        this.problem = problem;
        this.sampling = sampling;
    }

    /**
     * A generation with {@code count} candidates within the limits, as far as there are so many, and of each child's
     * misses the first.
     *
     * @param child makes a genome with that many mutations; it need not be canonical or new
     */
    List<Proposal> litter(int count, IntFunction<Genome> child) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Candidate> bred =
                    fresh(child, missed -> proposals.add(new Proposal(missed, Trial.Origin.OFFSPRING)));
            if (bred.isPresent()) {
                proposals.add(new Proposal(bred.get(), Trial.Origin.OFFSPRING));
            } else {
                proposals.addAll(RandomSearch.draw(sampling, 1));
            }
        }
        return proposals;
    }

    private Optional<Candidate> fresh(IntFunction<Genome> maker, Consumer<Candidate> missed) {
        boolean told = false;
        for (int attempt = 0; attempt < ATTEMPTS_PER_CHILD; attempt++) {
            Optional<Candidate> bred =
                    problem.candidate(maker.apply(1 + attempt / ATTEMPTS_PER_CHANGE), sampling::known);
            if (bred.isEmpty()) {
                continue;
            }
            Candidate child = bred.get();
            if (child.feasible()) {
                sampling.claim(child);
                return bred;
            }
            if (!told) {
                sampling.claim(child);
                missed.accept(child);
                told = true;
            }
        }
        return Optional.empty();
    }
}
