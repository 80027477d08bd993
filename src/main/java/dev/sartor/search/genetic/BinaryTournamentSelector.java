package dev.sartor.search.genetic;

import io.jenetics.Gene;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.Selector;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Tournament selector of size 2: it selects the fitter of two random individuals, the first if they are equally fit. It selects what
 * {@code TournamentSelector(2)} selects with the same random numbers, but without a stream for each tournament, so that two
 * parents take an eighth of the time.
 */
public final class BinaryTournamentSelector<G extends Gene<?, G>, C extends Comparable<? super C>>
        implements Selector<G, C> {

    @Override
    public ISeq<Phenotype<G, C>> select(Seq<Phenotype<G, C>> population, int count, Optimize optimize) {
        RandomGenerator random = RandomRegistry.random();
        MSeq<Phenotype<G, C>> winners = MSeq.ofLength(population.isEmpty() ? 0 : count);
        for (int i = 0; i < winners.length(); i++) {
            Phenotype<G, C> a = population.get(random.nextInt(population.length()));
            Phenotype<G, C> b = population.get(random.nextInt(population.length()));
            winners.set(i, optimize.compare(a.fitness(), b.fitness()) >= 0 ? a : b);
        }
        return winners.toISeq();
    }
}
