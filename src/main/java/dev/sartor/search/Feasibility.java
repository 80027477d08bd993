package dev.sartor.search;

import dev.sartor.arch.UserError;
import dev.sartor.arch.UserError.ExitCode;
import dev.sartor.space.Bounds.Bound;
import dev.sartor.space.Genome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Says before a search whether its limits can be held at all. */
public final class Feasibility {
    private static final MathContext READABLE = new MathContext(4, RoundingMode.CEILING);
    private static final long SEED = 1;

    private Feasibility() {
    }

    /**
     * Makes sure that each limit can be held, by exact bounds over the space, and that all can be held together, by
     * looking for a network that does.
     *
     * @throws UserError with exit code {@link ExitCode#NOTHING_FEASIBLE} naming the limit, the least its cost can be and
     *     the network that attains it; or the network that comes nearest to holding all
     */
    public static void check(Problem problem) {
        for (Limit limit : problem.limits()) {
            Bound least = problem.costModel().least(limit.cost());
            if (limit.counted(least.value()) > limit.most()) {
                throw impossible(problem, limit, least);
            }
        }
        List<Candidate> missed = new ArrayList<>();
        if (new Sampling(problem, new SplittableRandom(SEED)).draw(missed::add).isEmpty()) {
            throw noneFound(problem, missed);
        }
    }

    /** The error of limits that no network was found to hold together. */
    static UserError noneFound(Problem problem, List<Candidate> missed) {
        String limits = problem.limits().stream().map(Limit::text).collect(Collectors.joining(", "));
        String nearest = missed.stream().min(Comparator.comparingDouble(Candidate::violation))
                .map(c -> "the nearest miss is " + described(problem, c.genome()) + " with " + costs(problem, c) + "; ")
                .orElse("");
        boolean certain = new WholeSpace(problem.space()).small();
        return new UserError("no network of space " + problem.space().name() + (certain ? " holds" : " was found to hold")
                + " all limits together", "limits " + limits, nearest + "raise one of them", ExitCode.NOTHING_FEASIBLE, null);
    }

    private static UserError impossible(Problem problem, Limit limit, Bound least) {
        String amount = readable(limit.cost(), limit.counted(least.value()));
        return new UserError("no network of space " + problem.space().name() + " can hold " + limit.text()
                + ": the least possible is " + amount, "limit '" + limit.text() + "'",
                "raise it to " + limit.text(amount) + " or more; the least is attained by "
                + described(problem, least.genome()), ExitCode.NOTHING_FEASIBLE, null);
    }

    private static String costs(Problem problem, Candidate candidate) {
        return problem.limits().stream().map(Limit::cost).distinct()
                .map(c -> c.text() + " " + readable(c, c.of(candidate.costs()))).collect(Collectors.joining(", "));
    }

    private static String described(Problem problem, Genome genome) {
        return "genome " + problem.space().format(genome) + " ("
                + String.join("|", problem.space().decode(genome).blockStrings()) + ")";
    }

    /** Rounded up, so that a limit of that amount can be held. */
    private static String readable(Cost cost, double amount) {
        return AmountUnit.format(new BigDecimal(amount).round(READABLE).doubleValue(), cost.units());
    }
}
