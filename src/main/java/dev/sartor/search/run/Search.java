package dev.sartor.search.run;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.algorithm.GeneticOperators;
import dev.sartor.search.algorithm.Proposal;
import dev.sartor.search.algorithm.SearchStrategy;
import dev.sartor.search.evaluation.LocalEvaluator;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.SearchResult.End;
import dev.sartor.search.sampling.Feasibility;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One search: generation after generation a strategy proposes candidates whose costs are known, the accuracy of those
 * within the limits is measured, several at once, and all are recorded in the order in which they were proposed. So the
 * record depends on problem, budget, seed and accuracies only, and a search that finds a part of it recorded goes on
 * from there: it repeats its own steps, with the recorded accuracies for answers.
 */
public final class Search {
    private final SearchProblem problem;
    private final AccuracySource accuracy;
    private final Algorithm algorithm;
    private final GeneticOperators operators;
    private final Budget budget;
    private final long seed;
    private final Journal journal;
    private final SearchListener listener;
    private final LongSupplier nanoTime;
    private final Front front;
    private final List<Trial> trials = new ArrayList<>();
    private SearchStrategy strategy;
    private int generation;
    private int evaluated;
    private int replayed;
    private long startNanos;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public Search(
            SearchProblem problem,
            AccuracySource accuracy,
            Algorithm algorithm,
            Budget budget,
            long seed,
            Journal journal,
            SearchListener listener,
            LongSupplier nanoTime) {
        this(problem, accuracy, algorithm, GeneticOperators.standard(), budget, seed, journal, listener, nanoTime);
    }

    /**
     * A search by NSGA-II with selectors and alterers of the caller's own.
     *
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public Search(
            SearchProblem problem,
            AccuracySource accuracy,
            GeneticOperators operators,
            Budget budget,
            long seed,
            Journal journal,
            SearchListener listener,
            LongSupplier nanoTime) {
        this(problem, accuracy, Algorithm.NSGA2, operators, budget, seed, journal, listener, nanoTime);
    }

    private Search(
            SearchProblem problem,
            AccuracySource accuracy,
            Algorithm algorithm,
            GeneticOperators operators,
            Budget budget,
            long seed,
            Journal journal,
            SearchListener listener,
            LongSupplier nanoTime) {
        this.problem = problem;
        this.accuracy = accuracy;
        this.algorithm = algorithm;
        this.operators = operators;
        this.budget = budget;
        this.seed = seed;
        this.journal = journal;
        this.listener = listener;
        this.nanoTime = nanoTime;
        front = Front.of(problem);
    }

    /**
     * Searches until the budget is spent, no network is left, or {@code cancelled} or an interrupt of this thread asks to
     * stop. To be called once.
     *
     * @param workers networks that are evaluated at once, and threads of an algorithm that computes
     * @throws dev.sartor.base.UserError if no network within the limits is found, or accuracy or journal fail
     */
    public SearchResult run(int workers, BooleanSupplier cancelled) {
        startNanos = nanoTime.getAsLong();
        strategy = algorithm.strategy(problem, accuracy, operators, budget, new SplittableRandom(seed), workers);
        try (LocalEvaluator evaluators = new LocalEvaluator(accuracy, seed, workers)) {
            return result(search(evaluators, () -> interrupted(cancelled) || timeUp()));
        } catch (LocalEvaluator.Stopped e) {
            return result(interrupted(cancelled) ? End.INTERRUPTED : End.TIME_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(End.INTERRUPTED);
        }
    }

    private End search(LocalEvaluator evaluators, BooleanSupplier stop)
            throws InterruptedException, LocalEvaluator.Stopped {
        while (evaluated < budget.trials()) {
            if (stop.getAsBoolean()) {
                throw new LocalEvaluator.Stopped();
            }
            if (!generation(evaluators, stop)) {
                return End.SPACE_EXHAUSTED;
            }
        }
        return End.BUDGET_SPENT;
    }

    /** One generation; false if there was nothing left to propose. */
    private boolean generation(LocalEvaluator evaluators, BooleanSupplier stop)
            throws InterruptedException, LocalEvaluator.Stopped {
        List<Proposal> proposals = strategy.propose(budget.trials() - evaluated);
        if (proposals.stream().noneMatch(p -> p.candidate().feasible())) {
            if (evaluated == 0) {
                throw Feasibility.noneFound(
                        problem, proposals.stream().map(Proposal::candidate).toList());
            }
            return false;
        }
        List<Pending> pending = new ArrayList<>();
        for (Proposal proposal : proposals) {
            pending.add(begin(proposal, trials.size() + pending.size() + 1));
        }
        Iterator<Future<Double>> merits = evaluators
                .submit(
                        pending.stream()
                                .filter(p -> p.candidate().feasible())
                                .map(Pending::asked)
                                .toList(),
                        problem)
                .iterator();
        List<EvaluatedCandidate> rated = new ArrayList<>();
        for (Pending p : pending) {
            rated.add(finish(p, p.candidate().feasible() ? Optional.of(merits.next()) : Optional.empty(), stop));
        }
        strategy.learn(rated);
        listener.generation(progress());
        generation++;
        return true;
    }

    /** A trial to be completed: recorded before, beyond the limits, or to be judged. */
    private record Pending(Candidate candidate, Architecture architecture, Trial trial, boolean recorded) {
        LocalEvaluator.Asked asked() {
            return new LocalEvaluator.Asked(candidate, architecture, recorded);
        }
    }

    private Pending begin(Proposal proposal, int id) {
        Candidate candidate = proposal.candidate();
        Architecture architecture = problem.space().decode(candidate.genome());
        Trial trial = new Trial(
                id,
                generation,
                proposal.origin(),
                problem.space().format(candidate.genome()),
                architecture.blockStrings(),
                candidate.costs(),
                candidate.feasible(),
                proposal.expected(),
                OptionalDouble.empty());
        Optional<Trial> recorded = journal.recorded(trial);
        return new Pending(candidate, architecture, recorded.orElse(trial), recorded.isPresent());
    }

    private EvaluatedCandidate finish(Pending pending, Optional<Future<Double>> merit, BooleanSupplier stop)
            throws InterruptedException, LocalEvaluator.Stopped {
        Trial trial = pending.trial();
        if (!pending.recorded()) {
            if (merit.isPresent()) {
                trial = trial.withMerit(OptionalDouble.of(LocalEvaluator.await(merit.get(), stop)));
            }
            journal.append(trial);
        }
        trials.add(trial);
        front.add(trial);
        evaluated += trial.feasible() ? 1 : 0;
        replayed += trial.feasible() && pending.recorded() ? 1 : 0;
        listener.trial(trial, progress());
        return trial.feasible()
                ? EvaluatedCandidate.of(
                        problem, pending.candidate(), trial.merit().orElseThrow())
                : EvaluatedCandidate.beyond(pending.candidate());
    }

    private static boolean interrupted(BooleanSupplier cancelled) {
        return cancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private boolean timeUp() {
        return budget.time().isPresent()
                && nanoTime.getAsLong() - startNanos >= budget.time().get().toNanos();
    }

    private SearchProgress progress() {
        return new SearchProgress(
                generation,
                evaluated,
                replayed,
                budget.trials(),
                trials.size() - evaluated,
                front.best(),
                front.size(),
                front.hypervolume(),
                (nanoTime.getAsLong() - startNanos) / 1e9);
    }

    private SearchResult result(End end) {
        return new SearchResult(
                trials,
                front.trials(),
                front.hypervolume(),
                end,
                problem.costModel()
                        .measuredShares(front.trials().stream()
                                .map(t -> problem.space().parse(t.genome()))
                                .toList()));
    }
}
