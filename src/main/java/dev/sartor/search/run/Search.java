package dev.sartor.search.run;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.algorithm.GeneticOperators;
import dev.sartor.search.algorithm.Proposal;
import dev.sartor.search.algorithm.SearchStrategy;
import dev.sartor.search.evaluation.EvaluationCancelled;
import dev.sartor.search.evaluation.EvaluationRequest;
import dev.sartor.search.evaluation.Evaluator;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.SearchResult.End;
import dev.sartor.search.sampling.Feasibility;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One search, from the first proposal to the last. A strategy proposes candidates in batches, an {@link Evaluator} scores those within
 * the limits, several at once, and all are recorded in the order of the proposals. There are two ways:
 *
 * <ul>
 *   <li>by generations: a batch is a generation, and the next one is proposed when all its scores are known;
 *   <li>steady state: a batch has one candidate within the limits. The next one is proposed as soon as fewer than
 *       {@link Budget#steadyState} are in evaluation, where a candidate counts until its score and those of all before it are known.
 * </ul>
 *
 * <p>The record therefore depends on problem, budget, seed and scores only, and not on which score was known first. An interrupted
 * search is resumed: its steps are repeated with the recorded scores.
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
    /** Batches that were not told to the strategy yet, in the order of the proposals. */
    private final Queue<Batch> inEvaluation = new ArrayDeque<>();

    private SearchStrategy strategy;
    private int generation;
    /** Id of the trial that was proposed last; ids begin with 1. */
    private int lastId;
    /** Candidates within the limits that were proposed. */
    private int proposedCount;

    private int evaluatedCount;
    /** Evaluated networks whose score was recorded by an earlier session. */
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
     * Searches until the budget is spent, no network is left, or {@code cancelled} or an interrupt of this thread stops it.
     * Candidates are evaluated by threads of this process. To be called once.
     *
     * @param threads number of threads that evaluate networks, and that the algorithm itself may use
     * @throws dev.sartor.base.UserError if no network within the limits is found, or accuracy or journal fail
     */
    public SearchResult run(int threads, BooleanSupplier cancelled) {
        try (Evaluator evaluator = Evaluator.local(problem, accuracy, seed, threads)) {
            return run(evaluator, threads, cancelled);
        }
    }

    /**
     * The same with an evaluator of the caller, who closes it.
     *
     * @param threads number of threads that the algorithm itself may use
     */
    public SearchResult run(Evaluator evaluator, int threads, BooleanSupplier cancelled) {
        startNanos = nanoTime.getAsLong();
        strategy = algorithm.strategy(problem, accuracy, operators, budget, new SplittableRandom(seed), threads);
        try {
            return result(search(evaluator, () -> isInterrupted(cancelled) || isTimeUp()));
        } catch (EvaluationCancelled e) {
            return result(isInterrupted(cancelled) ? End.INTERRUPTED : End.TIME_UP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return result(End.INTERRUPTED);
        }
    }

    private End search(Evaluator evaluator, BooleanSupplier stop) throws InterruptedException, EvaluationCancelled {
        boolean exhausted = false;
        while (evaluatedCount < budget.trials()) {
            if (stop.getAsBoolean()) {
                throw new EvaluationCancelled();
            }
            while (!exhausted && mayPropose()) {
                exhausted = !propose(evaluator);
            }
            if (inEvaluation.isEmpty()) {
                return End.SPACE_EXHAUSTED;
            }
            recordAndTell(inEvaluation.remove(), stop);
        }
        return End.BUDGET_SPENT;
    }

    /** Whether the next batch may be proposed before the scores of those in evaluation are known. */
    private boolean mayPropose() {
        return budget.steadyState().isEmpty()
                ? inEvaluation.isEmpty()
                : proposedCount - evaluatedCount < budget.steadyState().getAsInt()
                        && proposedCount < budget.nextEnd(evaluatedCount);
    }

    /** Proposes one batch and submits it; returns false if there was nothing left to propose. */
    private boolean propose(Evaluator evaluator) throws InterruptedException {
        int maxFeasible = budget.steadyState().isPresent() ? 1 : budget.nextEnd(evaluatedCount) - evaluatedCount;
        List<Proposal> proposals = strategy.ask(maxFeasible);
        if (proposals.stream().noneMatch(p -> p.candidate().feasible())) {
            if (proposedCount == 0) {
                throw Feasibility.nothingFeasible(
                        problem, proposals.stream().map(Proposal::candidate).toList());
            }
            return false;
        }
        List<PendingTrial> pending = new ArrayList<>();
        for (Proposal proposal : proposals) {
            pending.add(toPending(proposal, ++lastId));
        }
        List<Future<Double>> scores = evaluator.submit(pending.stream()
                .filter(p -> p.candidate().feasible())
                .map(PendingTrial::request)
                .toList());
        proposedCount += scores.size();
        inEvaluation.add(new Batch(pending, scores));
        generation = budget.steadyState().isPresent() ? proposedCount / budget.population() : generation + 1;
        return true;
    }

    /**
     * Candidates that were proposed together.
     *
     * @param pending the candidates, in the order of the proposals
     * @param scores  scores of the candidates within the limits, in the same order
     */
    private record Batch(List<PendingTrial> pending, List<Future<Double>> scores) {}

    /** Waits for the scores of a batch, records its trials and tells them to the strategy. */
    private void recordAndTell(Batch batch, BooleanSupplier stop) throws InterruptedException, EvaluationCancelled {
        Iterator<Future<Double>> scores = batch.scores().iterator();
        List<EvaluatedCandidate> evaluated = new ArrayList<>();
        for (PendingTrial p : batch.pending()) {
            evaluated.add(record(p, p.candidate().feasible() ? Optional.of(scores.next()) : Optional.empty(), stop));
        }
        strategy.tell(evaluated);
    }

    /** A trial that is to be evaluated, or was recorded by an earlier session. */
    private record PendingTrial(Candidate candidate, Architecture architecture, Trial trial, boolean isRecorded) {
        EvaluationRequest request() {
            return new EvaluationRequest(candidate, architecture, trial.score());
        }
    }

    private PendingTrial toPending(Proposal proposal, int id) {
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
                proposal.predicted(),
                OptionalDouble.empty());
        Optional<Trial> recorded = journal.recordedTrial(trial);
        return new PendingTrial(candidate, architecture, recorded.orElse(trial), recorded.isPresent());
    }

    /** Waits for a score and records the trial. */
    private EvaluatedCandidate record(PendingTrial pending, Optional<Future<Double>> score, BooleanSupplier stop)
            throws InterruptedException, EvaluationCancelled {
        Trial trial = pending.trial();
        if (!pending.isRecorded()) {
            if (score.isPresent()) {
                trial = trial.withScore(OptionalDouble.of(Evaluator.await(score.get(), stop)));
            }
            journal.append(trial);
        }
        trials.add(trial);
        front.add(trial);
        evaluatedCount += trial.feasible() ? 1 : 0;
        replayed += trial.feasible() && pending.isRecorded() ? 1 : 0;
        listener.trial(trial, progress(trial.generation()));
        return trial.feasible()
                ? EvaluatedCandidate.of(
                        problem, pending.candidate(), trial.score().orElseThrow())
                : EvaluatedCandidate.infeasible(pending.candidate());
    }

    private static boolean isInterrupted(BooleanSupplier cancelled) {
        return cancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    private boolean isTimeUp() {
        return budget.time().isPresent()
                && nanoTime.getAsLong() - startNanos >= budget.time().get().toNanos();
    }

    private SearchProgress progress(int currentGeneration) {
        return new SearchProgress(
                currentGeneration,
                evaluatedCount,
                proposedCount - evaluatedCount,
                replayed,
                budget.trials(),
                trials.size() - evaluatedCount,
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
