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
 * Jenetics evaluator of a whole generation: gives every individual its rank and crowding distance among all, and sorts them, the
 * fittest first.
 * A generation with pending individuals is returned as it is.
 */
public final class RankingEvaluator implements Evaluator<ChoiceGene, Fitness> {

    @Override
    public ISeq<Phenotype<ChoiceGene, Fitness>> eval(Seq<Phenotype<ChoiceGene, Fitness>> generation) {
        List<EvaluatedCandidate> evaluated = new ArrayList<>(generation.length());
        for (Phenotype<ChoiceGene, Fitness> individual : generation) {
            if (individual.fitness().isPending()) {
                return generation.asISeq();
            }
            evaluated.add(individual.fitness().evaluated());
        }
        Ranking<EvaluatedCandidate> ranking = new Ranking<>(evaluated);
        MSeq<Phenotype<ChoiceGene, Fitness>> ranked = MSeq.ofLength(evaluated.size());
        int next = 0;
        for (int i : ranking.order()) {
            Phenotype<ChoiceGene, Fitness> individual = generation.get(i);
            ranked.set(
                    next++, individual.withFitness(individual.fitness().ranked(ranking.rank(i), ranking.crowding(i))));
        }
        return ranked.toISeq();
    }
}
