package dev.sartor.search.evaluation;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Workers in simulated time, a discrete-event simulation: an evaluation takes a random time on one worker, workers are lost at
 * random, and what they were evaluating is repeated by another one. Time passes while a search waits for a score. Everything runs on
 * the thread of the search.
 */
public final class SimulatedWorkers implements Evaluator {
    /** The seed that the accuracy source gets with each architecture. */
    public static final long SOURCE_SEED = 1;

    private final Conditions conditions;
    private final AccuracySource source;
    private final SplittableRandom random;
    private final Deque<Evaluation> waiting = new ArrayDeque<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::minute));
    private double now;
    private int idleWorkers;
    private int inEvaluation;
    private int mostInEvaluation;
    private double idleMinutes;
    private double usefulMinutes;
    private double lostMinutes;

    /**
     * What happens to evaluations.
     *
     * @param shortest      least minutes of an evaluation; they are uniform between the two
     * @param longest       most minutes of an evaluation
     * @param lossesPerHour number of times that a working worker is lost in an hour, on average
     * @param minutesToReplace minutes until a lost worker is noticed and replaced
     */
    public record Conditions(
            int workers, double shortest, double longest, double lossesPerHour, double minutesToReplace) {

        /** Workers that are never lost. */
        public static Conditions withoutLosses(int workers, double shortest, double longest) {
            return new Conditions(workers, shortest, longest, 0, 0);
        }
    }

    /**
     * @param source of the scores, asked with the seed {@link #SOURCE_SEED}
     * @param seed   of durations and losses, which the scores do not depend on
     */
    public SimulatedWorkers(Conditions conditions, AccuracySource source, long seed) {
        this.conditions = conditions;
        this.source = source;
        random = new SplittableRandom(seed);
        idleWorkers = conditions.workers();
    }

    /** Something that happens to a worker at a time. */
    private sealed interface Event {
        double minute();

        /** The worker has evaluated a candidate. */
        record Completed(double minute, Evaluation evaluation) implements Event {}

        /** The loss of a worker is noticed, and another one takes its place. */
        record Replaced(double minute, Evaluation evaluation) implements Event {}
    }

    @Override
    public List<Future<Double>> submit(List<EvaluationRequest> generation) {
        List<Evaluation> evaluations = generation.stream()
                .map(r -> new Evaluation(
                        r.architecture(), random.nextDouble(conditions.shortest(), conditions.longest())))
                .toList();
        waiting.addAll(evaluations);
        inEvaluation += evaluations.size();
        mostInEvaluation = Math.max(mostInEvaluation, inEvaluation);
        startWaiting();
        return List.copyOf(evaluations);
    }

    private void startWaiting() {
        while (idleWorkers > 0 && !waiting.isEmpty()) {
            idleWorkers--;
            start(waiting.remove());
        }
    }

    private void start(Evaluation evaluation) {
        double untilLoss = conditions.lossesPerHour() > 0
                ? -Math.log(1 - random.nextDouble()) * 60 / conditions.lossesPerHour()
                : Double.POSITIVE_INFINITY;
        if (untilLoss < evaluation.minutes) {
            lostMinutes += untilLoss;
            events.add(new Event.Replaced(now + untilLoss + conditions.minutesToReplace(), evaluation));
        } else {
            usefulMinutes += evaluation.minutes;
            events.add(new Event.Completed(now + evaluation.minutes, evaluation));
        }
    }

    /** Moves the time to the next event. */
    private void processNextEvent() {
        Event event = events.remove();
        idleMinutes += idleWorkers * (event.minute() - now);
        now = event.minute();
        idleWorkers++;
        switch (event) {
            case Event.Completed(double _, Evaluation evaluation) -> {
                evaluation.done = true;
                inEvaluation--;
            }
            case Event.Replaced(double _, Evaluation evaluation) -> waiting.addFirst(evaluation);
        }
        startWaiting();
    }

    /** Minutes since the start. */
    public double minutes() {
        return now;
    }

    /** Share of the workers' time in which they had nothing to evaluate. */
    public double idleShare() {
        return idleMinutes / (now * conditions.workers());
    }

    /** Time of evaluations that were lost with their workers, as a share of that of the others. */
    public double extraWork() {
        return lostMinutes / usefulMinutes;
    }

    /** Largest number of candidates that were submitted and not evaluated at the same time. */
    public int mostInEvaluation() {
        return mostInEvaluation;
    }

    @Override
    public void close() {
        waiting.clear();
        events.clear();
    }

    private final class Evaluation implements Future<Double> {
        private final Architecture architecture;
        private final double minutes;
        private boolean done;

        private Evaluation(Architecture architecture, double minutes) {
            this.architecture = architecture;
            this.minutes = minutes;
        }

        @Override
        public Double get() throws InterruptedException {
            while (!done) {
                processNextEvent();
            }
            return source.score(architecture, SOURCE_SEED);
        }

        @Override
        public Double get(long timeout, TimeUnit unit) throws InterruptedException {
            return get();
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return done;
        }
    }
}
