package dev.sartor.search.sampling;

import dev.sartor.base.UserError;
import dev.sartor.base.UserError.ExitCode;
import dev.sartor.search.problem.AmountUnit;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.genome.Genome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Check before a search whether its limits can be satisfied. */
public final class Feasibility {
    private static final int DIGITS = 4;
    private static final MathContext READABLE = new MathContext(DIGITS, RoundingMode.CEILING);
    private static final long SEED = 1;

    private Feasibility() {}

    /**
     * Checks by exact bounds that some network satisfies all limits together.
     *
     * @throws UserError with exit code {@link ExitCode#NOTHING_FEASIBLE} that names a limit that cannot be satisfied, alone
     *     or together with those before it, the minimum of its cost and the network that attains it. If exact bounds do not decide,
     *     networks are sampled, and the error names the one with the smallest violation
     */
    public static void check(SearchProblem problem) {
        CostModel model = problem.costModel();
        if (!model.hasExactBounds()) {
            checkBySampling(problem);
            return;
        }
        if (model.within(problem.limits())
                .feasibleGenome()
                .filter(g -> problem.candidate(g).feasible())
                .isPresent()) {
            return;
        }
        for (Limit limit : problem.limits()) {
            check(problem, limit, List.of());
        }
        for (int l = 1; l < problem.limits().size(); l++) {
            check(problem, problem.limits().get(l), problem.limits().subList(0, l));
        }
        checkBySampling(problem);
    }

    private static void checkBySampling(SearchProblem problem) {
        List<Candidate> infeasible = new ArrayList<>();
        if (new FeasibleSampler(problem, new SplittableRandom(SEED))
                .draw(infeasible::add)
                .isEmpty()) {
            throw nothingFeasible(problem, infeasible);
        }
    }

    /** Checks that a limit can be satisfied together with others, which can be satisfied together. */
    private static void check(SearchProblem problem, Limit limit, List<Limit> others) {
        if (problem.costModel().within(withLimit(others, limit)).isInfeasible()) {
            Bound minimum =
                    problem.costModel().within(others).minimum(limit.cost()).orElseThrow();
            throw infeasible(problem, limit, others, minimum);
        }
    }

    /** The error for limits that no network was found to satisfy together. */
    public static UserError nothingFeasible(SearchProblem problem, List<Candidate> infeasible) {
        String nearest = infeasible.stream()
                .min(Comparator.comparingDouble(Candidate::violation))
                .map(c -> "the nearest network is " + description(problem, c.genome()) + " with " + costs(problem, c)
                        + "; ")
                .orElse("");
        boolean certain = new SpaceEnumeration(problem.space()).isEnumerable();
        return new UserError(
                "no network of space " + problem.space().name() + (certain ? " satisfies" : " was found that satisfies")
                        + " all limits together",
                "limits " + texts(problem.limits()),
                nearest + "raise one of them",
                ExitCode.NOTHING_FEASIBLE);
    }

    private static UserError infeasible(SearchProblem problem, Limit limit, List<Limit> others, Bound minimum) {
        String amount = attainableAmount(problem, limit, minimum.genome());
        String known = minimum.isExact() && problem.costModel().isExact(withLimit(others, limit), minimum.genome())
                ? "the minimum is " + amount
                : "the lowest value found is " + amount + ", and nothing below "
                        + readable(limit.cost(), limit.withSafetyFactor(minimum.proven())) + " is possible";
        String alternative = IntStream.range(0, others.size())
                .mapToObj(o -> alternative(problem, others.get(o), withLimit(without(others, o), limit)))
                .collect(Collectors.joining());
        return new UserError(
                "no network of space " + problem.space().name() + " can satisfy " + limit.text()
                        + (others.isEmpty() ? "" : " together with " + texts(others)) + ": " + known,
                others.isEmpty() ? "limit '" + limit.text() + "'" : "limits " + texts(withLimit(others, limit)),
                "raise it to " + limit.text(amount) + " or more" + alternative + "; the minimum is attained by "
                        + description(problem, minimum.genome()),
                ExitCode.NOTHING_FEASIBLE);
    }

    /** The text that names the amount of another limit with which all limits could be satisfied; empty if there is none. */
    private static String alternative(SearchProblem problem, Limit other, List<Limit> kept) {
        return problem.costModel()
                .within(kept)
                .minimum(other.cost())
                .map(b -> ", or " + other.text() + " to " + attainableAmount(problem, other, b.genome()))
                .orElse("");
    }

    /** The amount to which a limit must be raised so that a network satisfies it. */
    private static String attainableAmount(SearchProblem problem, Limit limit, Genome genome) {
        int[] units = problem.costModel().units(genome);
        return readable(
                limit.cost(),
                limit.resolvedFor(problem.costModel(), units)
                        .withSafetyFactor(limit.cost().of(problem.costModel().of(units))));
    }

    private static List<Limit> withLimit(List<Limit> limits, Limit last) {
        return Stream.concat(limits.stream(), Stream.of(last)).toList();
    }

    private static List<Limit> without(List<Limit> limits, int index) {
        return IntStream.range(0, limits.size())
                .filter(i -> i != index)
                .mapToObj(limits::get)
                .toList();
    }

    private static String texts(List<Limit> limits) {
        return limits.stream().map(Limit::text).collect(Collectors.joining(", "));
    }

    private static String costs(SearchProblem problem, Candidate candidate) {
        return problem.limits().stream()
                .map(Limit::cost)
                .distinct()
                .map(c -> c.text() + " " + readable(c, c.of(candidate.costs())))
                .collect(Collectors.joining(", "));
    }

    private static String description(SearchProblem problem, Genome genome) {
        return "genome " + problem.space().format(genome) + " ("
                + String.join("|", problem.space().decode(genome).blockStrings()) + ")";
    }

    /** The amount with few digits, rounded up, so that a limit of that amount can be satisfied. */
    private static String readable(Cost cost, double amount) {
        return AmountUnit.format(new BigDecimal(amount).round(READABLE).doubleValue(), cost.dimension());
    }
}
