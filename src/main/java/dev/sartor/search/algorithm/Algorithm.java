package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.accuracy.source.PopulationSource;
import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Search algorithms, selected by name. */
public enum Algorithm {
    NSGA2,
    REGULARISED_EVOLUTION,
    LOCAL_SEARCH,
    PREDICTIVE,
    EXPLORATION,
    RANDOM;

    /** @throws UserError for an unknown name */
    public static Algorithm parse(String name) {
        List<String> names = Arrays.stream(values()).map(Algorithm::text).toList();
        return Arrays.stream(values())
                .filter(a -> a.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "there is no algorithm '" + name + "'",
                        "algorithm '" + name + "'",
                        Suggestions.fix(name, names)));
    }

    /** The name that {@link #parse} takes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws UserError if the algorithm cannot use this accuracy source, or cannot propose networks one by one as the budget says */
    public void requireUsable(AccuracySource accuracy, Budget budget) {
        if (budget.steadyState().isPresent()) {
            requireSteadyState(accuracy);
        }
        if (this == EXPLORATION) {
            requirePredictor(accuracy);
        }
        if (this != PREDICTIVE && !accuracy.features().isEmpty()) {
            throw new UserError(
                    "features are for predictive search",
                    "algorithm '" + text() + "'",
                    "add --algorithm predictive, or omit the part of --accuracy from the '+'");
        }
    }

    private void requireSteadyState(AccuracySource accuracy) {
        switch (this) {
            case NSGA2, REGULARISED_EVOLUTION, RANDOM -> {}
            case LOCAL_SEARCH, PREDICTIVE, EXPLORATION ->
                throw new UserError(
                        "this algorithm proposes networks in generations, not one by one",
                        "algorithm '" + text() + "'",
                        "omit --steady-state, or use nsga2, regularised-evolution or random");
        }
        if (accuracy instanceof PopulationSource) {
            throw new UserError(
                    "this accuracy source evaluates a generation at once, and a steady-state search has none",
                    accuracy.description(),
                    "omit --steady-state, or use --accuracy training");
        }
    }

    /**
     * A strategy that searches with this algorithm.
     *
     * @param operators used by NSGA-II and regularised evolution
     * @param threads   number of threads of {@link #EXPLORATION}, and for the features of {@link #PREDICTIVE}; the proposals do not
     *                  depend on it
     */
    public SearchStrategy strategy(
            SearchProblem problem,
            AccuracySource accuracy,
            GeneticOperators operators,
            Budget budget,
            RandomGenerator random,
            int threads) {
        FeasibleSampler sampler = new FeasibleSampler(problem, random);
        return switch (this) {
            case NSGA2 -> nsga2(problem, sampler, operators, budget, random);
            case REGULARISED_EVOLUTION -> new RegularisedEvolution(problem, sampler, budget, operators, random);
            case LOCAL_SEARCH -> new LocalSearch(problem, sampler, budget.offspring(), random);
            case PREDICTIVE -> new PredictiveSearch(problem, accuracy.features(), sampler, budget, random, threads);
            case EXPLORATION ->
                new ExplorationSearch(problem, requirePredictor(accuracy), sampler, budget, random, threads);
            case RANDOM -> new RandomSearch(sampler, budget.offspring());
        };
    }

    private static Nsga2 nsga2(
            SearchProblem problem,
            FeasibleSampler sampler,
            GeneticOperators operators,
            Budget budget,
            RandomGenerator random) {
        return budget.steadyState().isPresent()
                ? Nsga2.ofSteadyState(problem, sampler, budget.population(), operators, random)
                : Nsga2.ofGenerations(problem, sampler, budget.population(), budget.offspring(), operators, random);
    }

    /** The number of random networks that a predictive search with this number of trials starts with. */
    public static int initialSamplesOfPredictive(int trials) {
        return PredictiveSearch.initialSamples(trials);
    }

    private static ScorePredictor requirePredictor(AccuracySource accuracy) {
        if (accuracy instanceof ScorePredictor predictor) {
            return predictor;
        }
        throw new UserError(
                "exploration needs an accuracy source that predicts",
                "algorithm '" + EXPLORATION.text() + "'",
                "give known accuracies to learn from, --accuracy predicted:FILE; or use --algorithm predictive,"
                        + " which learns during the search");
    }
}
