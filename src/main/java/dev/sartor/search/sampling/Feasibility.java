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

/** Says before a search whether its limits can be held at all. */
public final class Feasibility {
    private static final MathContext READABLE = new MathContext(4, RoundingMode.CEILING);
    private static final long SEED = 1;

    private Feasibility() {}

    /**
     * Makes sure that some network holds all limits together, by exact bounds.
     *
     * @throws UserError with exit code {@link ExitCode#NOTHING_FEASIBLE} naming a limit that cannot be held, or not together
     *     with those before it, the least its cost can be then and the network that attains it. Where exact bounds are out of
     *     reach, networks are looked for, and the error names the one that comes nearest
     */
    public static void check(SearchProblem problem) {
        CostModel model = problem.costModel();
        if (model.within(problem.limits())
                .witness()
                .filter(w -> problem.candidate(w).feasible())
                .isPresent()) {
            return;
        }
        for (Limit limit : problem.limits()) {
            check(problem, limit, List.of());
        }
        for (int l = 1; l < problem.limits().size(); l++) {
            check(problem, problem.limits().get(l), problem.limits().subList(0, l));
        }
        List<Candidate> missed = new ArrayList<>();
        if (new FeasibleSampler(problem, new SplittableRandom(SEED))
                .draw(missed::add)
                .isEmpty()) {
            throw noneFound(problem, missed);
        }
    }

    /** Makes sure that a limit can be held together with others that can. */
    private static void check(SearchProblem problem, Limit limit, List<Limit> others) {
        if (problem.costModel().within(joined(others, limit)).impossible()) {
            Bound least = problem.costModel().within(others).least(limit.cost()).orElseThrow();
            throw impossible(problem, limit, others, least);
        }
    }

    /** The error of limits that no network was found to hold together. */
    public static UserError noneFound(SearchProblem problem, List<Candidate> missed) {
        String nearest = missed.stream()
                .min(Comparator.comparingDouble(Candidate::violation))
                .map(c -> "the nearest miss is " + described(problem, c.genome()) + " with " + costs(problem, c) + "; ")
                .orElse("");
        boolean certain = new SpaceEnumeration(problem.space()).small();
        return new UserError(
                "no network of space " + problem.space().name() + (certain ? " holds" : " was found to hold")
                        + " all limits together",
                "limits " + texts(problem.limits()),
                nearest + "raise one of them",
                ExitCode.NOTHING_FEASIBLE,
                null);
    }

    private static UserError impossible(SearchProblem problem, Limit limit, List<Limit> others, Bound least) {
        String amount = attained(problem, limit, least.genome());
        String known = least.exact() && problem.costModel().certain(joined(others, limit), least.genome())
                ? "the least possible is " + amount
                : "the least found is " + amount + ", and nothing below "
                        + readable(limit.cost(), limit.counted(least.proven())) + " is possible";
        String instead = IntStream.range(0, others.size())
                .mapToObj(o -> instead(problem, others.get(o), joined(without(others, o), limit)))
                .collect(Collectors.joining());
        return new UserError(
                "no network of space " + problem.space().name() + " can hold " + limit.text()
                        + (others.isEmpty() ? "" : " together with " + texts(others)) + ": " + known,
                others.isEmpty() ? "limit '" + limit.text() + "'" : "limits " + texts(joined(others, limit)),
                "raise it to " + limit.text(amount) + " or more" + instead + "; the least is attained by "
                        + described(problem, least.genome()),
                ExitCode.NOTHING_FEASIBLE,
                null);
    }

    /** What one of the other limits would have to be in its place; nothing where that does not help. */
    private static String instead(SearchProblem problem, Limit other, List<Limit> kept) {
        return problem.costModel()
                .within(kept)
                .least(other.cost())
                .map(b -> ", or " + other.text() + " to " + attained(problem, other, b.genome()))
                .orElse("");
    }

    /** What a limit must be raised to for a network to hold it. */
    private static String attained(SearchProblem problem, Limit limit, Genome genome) {
        int[] units = problem.costModel().units(genome);
        return readable(
                limit.cost(),
                limit.on(problem.costModel(), units)
                        .counted(limit.cost().of(problem.costModel().of(units))));
    }

    private static List<Limit> joined(List<Limit> limits, Limit last) {
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

    private static String described(SearchProblem problem, Genome genome) {
        return "genome " + problem.space().format(genome) + " ("
                + String.join("|", problem.space().decode(genome).blockStrings()) + ")";
    }

    /** Rounded up, so that a limit of that amount can be held. */
    private static String readable(Cost cost, double amount) {
        return AmountUnit.format(new BigDecimal(amount).round(READABLE).doubleValue(), cost.units());
    }
}
