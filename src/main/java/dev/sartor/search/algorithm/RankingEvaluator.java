package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.genetic.ChoiceGene;
import io.jenetics.Phenotype;
import io.jenetics.engine.Evaluator;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluator of a whole generation: every individual gets its rank and crowding distance among all, and the fittest come first.
 * A generation with pending individuals is returned as it is.
 */
public final class RankingEvaluator implements Evaluator<ChoiceGene, Fitness> {

    @Override
    public ISeq<Phenotype<ChoiceGene, Fitness>> eval(Seq<Phenotype<ChoiceGene, Fitness>> generation) {
        List<EvaluatedCandidate> rated = new ArrayList<>(generation.length());
        for (Phenotype<ChoiceGene, Fitness> individual : generation) {
            if (individual.fitness().isPending()) {
                return generation.asISeq();
            }
            rated.add(individual.fitness().rated());
        }
        Ranking<EvaluatedCandidate> ranking = new Ranking<>(rated);
        MSeq<Phenotype<ChoiceGene, Fitness>> ranked = MSeq.ofLength(rated.size());
        int place = 0;
        for (int i : ranking.order()) {
            Phenotype<ChoiceGene, Fitness> individual = generation.get(i);
            ranked.set(
                    place++, individual.withFitness(individual.fitness().ranked(ranking.rank(i), ranking.crowding(i))));
        }
        return ranked.toISeq();
    }
}
