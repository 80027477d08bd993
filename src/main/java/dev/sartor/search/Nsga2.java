package dev.sartor.search;

import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * NSGA-II (Deb et al., IEEE TEC 6(2), 2002) over genomes: the parents and their children are ranked together and the best
 * are the next parents (mu + lambda), limits by constraint domination, parents by binary tournaments. Beyond the textbook,
 * a share of the children are neighbours of the most accurate networks so far: these are what is looked for, and where
 * accuracy is a matter of many blocks the best one is easily missed by a front that is short of places. No network is
 * proposed twice: a child differs by one gene first, and by more where its neighbours are known already; where breeding
 * finds nothing new, a random immigrant takes the child's place.
 *
 * <p>The loop is our own around Jenetics' chromosomes, alterers, ranking and crowding: its {@code Engine} cannot stop
 * within a generation when the budget is spent, and fills up generations with duplicates.
 */
final class Nsga2 implements Strategy {
    private static final int ATTEMPTS_PER_CHILD = 32;
    private static final int ATTEMPTS_PER_CHANGE = 8;
    // on NAS-Bench-Macro 1 of 4 of the best 8 finds the most accurate network in every one of 100 searches; of the best
    // alone, or without, in half
    private static final int ONE_OF_ACCURATE = 4;
    private static final int MOST_ACCURATE = 8;

    private final Problem problem;
    private final Sampling sampling;
    private final Variation variation;
    private final int population;
    private final int offspring;
    private final RandomGenerator random;
    private final int accuracyIndex;
    private Ranking parents = new Ranking(List.of());
    private List<Rated> mostAccurate = List.of();

    /**
     * @param population parents that survive a generation (mu)
     * @param offspring  children of a generation (lambda)
     */
    Nsga2(Problem problem, Sampling sampling, int population, int offspring, RandomGenerator random) {
        this.problem = problem;
        this.sampling = sampling;
        this.population = population;
        this.offspring = offspring;
        this.random = random;
        variation = new Variation(problem.space());
        accuracyIndex = problem.objectives().indexOf(new Objective.MostAccuracy());
    }

    @Override
    public List<Proposal> propose(int most) {
        if (parents.size() == 0) {
            return RandomSearch.draw(sampling, Math.min(most, population));
        }
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < Math.min(most, offspring); i++) {
            Optional<Candidate> child = child(
                    missed -> proposals.add(new Proposal(missed, Trial.Origin.OFFSPRING)));
            if (child.isPresent()) {
                proposals.add(new Proposal(child.get(), Trial.Origin.OFFSPRING));
            } else {
                proposals.addAll(RandomSearch.draw(sampling, 1));
            }
        }
        return proposals;
    }

    @Override
    public void learn(List<Rated> rated) {
        List<Rated> all = Stream.concat(parents.members().stream(), rated.stream()).toList();
        parents = new Ranking(new Ranking(all).best(population));
        mostAccurate = Stream.concat(mostAccurate.stream(), rated.stream()).filter(r -> r.candidate().feasible())
                .sorted(Comparator.comparingDouble(r -> r.toMinimise()[accuracyIndex])).limit(MOST_ACCURATE).toList();
    }

    /** A new child within the limits. The first new one beyond them is handed to {@code missed}. */
    private Optional<Candidate> child(Consumer<Candidate> missed) {
        boolean told = false;
        for (int attempt = 0; attempt < ATTEMPTS_PER_CHILD; attempt++) {
            Candidate child = problem.candidate(child(1 + attempt / ATTEMPTS_PER_CHANGE));
            if (child.feasible() && sampling.claim(child)) {
                return Optional.of(child);
            }
            if (!child.feasible() && !told && sampling.claim(child)) {
                missed.accept(child);
                told = true;
            }
        }
        return Optional.empty();
    }

    private Genome child(int changes) {
        if (!mostAccurate.isEmpty() && random.nextInt(ONE_OF_ACCURATE) == 0) {
            Rated accurate = mostAccurate.get(random.nextInt(mostAccurate.size()));
            return variation.mutant(accurate.candidate().genome(), changes, random);
        }
        return variation.child(parent(), parent(), changes, random);
    }

    private Genome parent() {
        int a = random.nextInt(parents.size());
        int b = random.nextInt(parents.size());
        return parents.member(parents.compare(a, b) <= 0 ? a : b).candidate().genome();
    }
}
