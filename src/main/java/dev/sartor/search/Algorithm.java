package dev.sartor.search;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** The search algorithms by name. All spend the same budget: networks whose accuracy is measured. */
public enum Algorithm {
    NSGA2, REGULARISED_EVOLUTION, LOCAL_SEARCH, PREDICTIVE, RANDOM;

    /** @throws UserError for an unknown name */
    public static Algorithm parse(String name) {
        List<String> names = Arrays.stream(values()).map(Algorithm::text).toList();
        return Arrays.stream(values()).filter(a -> a.text().equals(name)).findFirst()
                .orElseThrow(() -> new UserError("there is no algorithm '" + name + "'", "algorithm '" + name + "'",
                        Nearest.remedy(name, names)));
    }

    /** The name that {@link #parse} takes. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Strategy strategy(Problem problem, Budget budget, RandomGenerator random) {
        Sampling sampling = new Sampling(problem, random);
        return switch (this) {
            case NSGA2 -> new Nsga2(problem, sampling, budget.population(), budget.offspring(), random);
            case REGULARISED_EVOLUTION -> new RegularisedEvolution(problem, sampling, budget, random);
            case LOCAL_SEARCH -> new LocalSearch(problem, sampling, budget.offspring(), random);
            case PREDICTIVE -> new PredictiveSearch(problem, sampling, budget, random);
            case RANDOM -> new RandomSearch(sampling, budget.offspring());
        };
    }
}
