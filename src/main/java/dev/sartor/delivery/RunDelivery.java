package dev.sartor.delivery;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.SuccessiveHalving;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FolderLock;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.network.Precision;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The steps that follow the search of a run: measure the front, choose trials, train them, export them, check and measure
 * the exported files. Each step leaves its files in the run's folder, so that a later call continues from there.
 */
public final class RunDelivery {
    private static final MeasurementProtocol FRONT_PROTOCOL =
            MeasurementProtocol.standard().withBudget(Duration.ofSeconds(60));

    /** All trials of a run have the same folder for their models, which is locked. */
    private static final int ANY_TRIAL = 0;

    private final RunFolder run;
    private final RunInputs inputs;
    private final List<String> vias;
    private final CommandConsent consent;
    private final int threads;
    private final LongSupplier nanoTime;
    private final BooleanSupplier cancelled;
    private final DeliveryListener listener;

    /**
     * @param inputs    the inputs of the run: space, tables, data, accuracy source
     * @param vias      the commands that start agents on other machines, to measure there; empty if there are none
     * @param consent   whether commands of the tables' devices may run on this machine
     * @param threads   the number of threads for training and for the comparison with the exported file
     * @param nanoTime  the clock of measurements
     * @param cancelled polled while training
     */
    public RunDelivery(
            RunFolder run,
            RunInputs inputs,
            List<String> vias,
            CommandConsent consent,
            int threads,
            LongSupplier nanoTime,
            BooleanSupplier cancelled,
            DeliveryListener listener) {
        this.run = run;
        this.inputs = inputs;
        this.vias = vias;
        this.consent = consent;
        this.threads = threads;
        this.nanoTime = nanoTime;
        this.cancelled = cancelled;
        this.listener = listener;
    }

    /**
     * Measures the front and chooses the most accurate trials that are within the limits as measured.
     *
     * @param count the maximum number
     * @return the most accurate first, at least one
     * @throws UserError if the run has no feasible trial, or none is within the limits as measured
     * @throws InterruptedException if the thread was interrupted; nothing is stored
     */
    public List<Trial> measureFrontAndChoose(int count) throws InterruptedException {
        List<Trial> front = front();
        if (inputs.dataset().isEmpty()) {
            throw noImages(front.getFirst().id());
        }
        return measure(front, FRONT_PROTOCOL)
                .mostAccurate(front, inputs.problem().limits(), count);
    }

    private MeasuredFront measure(List<Trial> trials, MeasurementProtocol protocol) throws InterruptedException {
        try (FolderLock _ = files(ANY_TRIAL).lock();
                RunDevices devices = devices()) {
            devices.unavailable().forEach(listener::deviceUnavailable);
            if (!devices.byTable().isEmpty()) {
                listener.frontMeasurementStarted(Math.min(FrontMeasurement.MAX_NETWORKS, trials.size()));
            }
            MeasuredFront measured = new FrontMeasurement(protocol, nanoTime, listener.measurementListener())
                    .measure(trials, inputs.problem().space(), devices);
            measured.write(run.path());
            listener.stepFinished();
            return measured;
        }
    }

    /**
     * Trials whose training shows how well the search ranks: spread evenly over the ranks of all trials within the limits, from
     * the best score to the worst. On the front alone, score and cost agree by construction.
     *
     * @param count the maximum number
     * @throws UserError if the run has no feasible trial
     */
    public List<Trial> sampleAcrossRanks(int count) {
        List<Trial> ranked = run.trials().stream()
                .filter(Trial::isScored)
                .sorted(Comparator.comparingDouble((Trial t) -> -t.score().orElseThrow()))
                .toList();
        if (ranked.isEmpty()) {
            throw noFeasibleTrial();
        }
        int last = ranked.size() - 1;
        return IntStream.range(0, count)
                .map(i -> count == 1 ? 0 : (int) Math.round((double) i * last / (count - 1)))
                .distinct()
                .mapToObj(ranked::get)
                .toList();
    }

    /**
     * The end of a planned search: measures its most promising trials, trains the finalists longer, and trains the winner. What
     * was completed before is not repeated.
     *
     * @return the card of the winner
     * @throws UserError if no trial is within the limits as measured
     * @throws InterruptedException if the thread was interrupted; completed trainings are kept
     * @throws CancellationException if the final training was cancelled; its checkpoint is kept
     */
    public ModelCard complete(PlannedTraining plan) throws InterruptedException {
        Optional<Finals> earlier = Finals.read(run.path());
        Finals finals = earlier.isPresent() ? earlier.get() : chooseWinner(plan);
        var recipe = Recipe.standard(plan.epochs()).withBatchSize(plan.batchSize());
        Optional<RunSharedWeights> newWeights = Optional.empty();
        Optional<TeacherReference> noTeacher = Optional.empty();
        boolean overwrite = false;
        return train(List.of(finals.winner()), RecipeChoice.exactly(recipe), newWeights, noTeacher, overwrite)
                .getFirst();
    }

    private Finals chooseWinner(PlannedTraining plan) throws InterruptedException {
        requireFeasibleTrial();
        List<Trial> promising = PromisingTrials.inOrder(
                run.trials(), inputs.problem(), run.config().algorithm());
        MeasuredFront measured = run.config().tables().isEmpty()
                ? new MeasuredFront(List.of())
                : measure(promising, FRONT_PROTOCOL.withBudget(plan.measuring()));
        List<Trial> finalists =
                measured.mostAccurate(promising, inputs.problem().limits(), plan.finalists());
        Finals finals = plan.finals().isPresent() && finalists.size() > 1
                ? trainFinalists(finalists, plan.finals().get())
                : Finals.of(List.of(new Finals.Finalist(finalists.getFirst().id(), Optional.empty())));
        finals.write(run.path());
        listener.finalsFinished(finals);
        listener.stepFinished();
        return finals;
    }

    /** Trains the finalists longer by successive halving: the less accurate ones are dropped on the way. */
    private Finals trainFinalists(List<Trial> finalists, AccuracySpec.Halving spec) throws InterruptedException {
        listener.finalsStarted(finalists, spec);
        List<Architecture> architectures =
                finalists.stream().map(t -> architecture(t.id())).toList();
        try (var source = new SuccessiveHalving(
                spec, inputs.dataset().orElseThrow(), run.config().seed(), finalsFolder())) {
            double[] accuracies = source.scores(
                    architectures,
                    run.config().seed(),
                    threads,
                    (remaining, scores, count) -> remaining.stream()
                            .sorted(Comparator.comparingDouble(i -> -scores[i]))
                            .limit(count)
                            .toList());
            return Finals.of(IntStream.range(0, accuracies.length)
                    .mapToObj(i -> new Finals.Finalist(finalists.get(i).id(), Optional.of(accuracies[i])))
                    .toList());
        }
    }

    private Path finalsFolder() {
        return run.accuracyFolder().resolve("finals");
    }

    private void requireFeasibleTrial() {
        front();
    }

    /** @throws UserError if the run has no feasible trial */
    private List<Trial> front() {
        Front front = Front.of(inputs.problem());
        run.trials().forEach(front::add);
        if (front.size() == 0) {
            throw noFeasibleTrial();
        }
        return front.trials();
    }

    private UserError noFeasibleTrial() {
        return new UserError(
                "the run has no trial within its limits yet",
                run.trialsFile().toString(),
                "continue the search: " + SartorCommand.of("search").with("--resume", run.path()));
    }

    /** The quality of the search's ranking, judged by the trials that were trained so far. */
    public SearchRanking ranking() {
        return SearchRanking.of(run, run.trials());
    }

    /**
     * Trains trials to convergence, one after the other. A trial that was trained with the same settings before is not trained
     * again.
     *
     * @param shared    the shared weights to start from; empty for new weights
     * @param teacher   the teacher for knowledge distillation
     * @param overwrite whether trials are trained again, and models of other trainings replaced
     * @return their cards, the best validation accuracy first
     * @throws UserError if a trial was trained with other settings before, unless {@code overwrite}
     * @throws CancellationException if the training was cancelled; its checkpoint is kept
     */
    public List<ModelCard> train(
            List<Integer> trials,
            RecipeChoice recipe,
            Optional<RunSharedWeights> shared,
            Optional<TeacherReference> teacher,
            boolean overwrite) {
        List<ModelCard> cards = new ArrayList<>();
        for (int trial : trials) {
            Architecture architecture = architecture(trial);
            if (inputs.dataset().isEmpty()) {
                throw noImages(trial);
            }
            Dataset dataset = dataset(architecture);
            long seed = run.config().seed();
            // the seed that the data set of a run was opened with
            long splitSeed = seed;
            var request = new TrainingRequest(
                    architecture,
                    dataset,
                    recipe.forImages(dataset.train().count()),
                    seed,
                    splitSeed,
                    shared,
                    teacher,
                    precision(),
                    int8Stem());
            Optional<ModelCard> existing = overwrite ? Optional.empty() : ModelTraining.existing(request, files(trial));
            existing.ifPresent(_ -> listener.alreadyTrained(trial));
            cards.add(existing.map(c -> complete(trial, request, c)).orElseGet(() -> train(trial, request)));
        }
        cards.sort(Comparator.comparingDouble((ModelCard c) -> -c.deliveredValidationAccuracy()));
        return cards;
    }

    private ModelCard complete(int trial, TrainingRequest request, ModelCard card) {
        try (Executor executor = new Executor(threads)) {
            ModelCard complete = new ModelTraining(executor, listener.trainingListener(), listener::warning, cancelled)
                    .complete(request, card, files(trial));
            // the process that trained it may have ended before this
            listener.stepFinished();
            return complete;
        }
    }

    /** The number format of the devices of the run, in which its networks are judged. */
    public Precision precision() {
        return inputs.problem().costModel().precision();
    }

    /** @see RunDevices#int8Stem */
    public Precision int8Stem() {
        return RunDevices.int8Stem(run.config().tables());
    }

    private ModelCard train(int trial, TrainingRequest request) {
        listener.trainingStarted(
                trial, request.dataset(), request.recipe(), request.shared().map(RunSharedWeights::name));
        try (Executor executor = new Executor(threads)) {
            ModelCard card = new ModelTraining(executor, listener.trainingListener(), listener::warning, cancelled)
                    .train(request, files(trial));
            listener.stepFinished();
            return card;
        }
    }

    /**
     * Exports a trained trial, checks the file and measures it.
     *
     * @param operators operators that the file may use
     * @throws UserError if the trial was not trained, the run changed since, or if the file and Sartor's own engine compute
     * different
     *     outputs
     * @throws InterruptedException if the thread was interrupted while measuring; the checked file is kept
     */
    public ModelCard export(int trial, ActivationOperators operators) throws InterruptedException {
        TrainedModel model = TrainedModel.open(run, trial);
        Architecture architecture = architecture(trial);
        Dataset dataset = dataset(architecture);
        listener.exportStarted(trial);
        try (Executor executor = new Executor(threads);
                RunDevices devices = devices()) {
            ModelCard card = new ModelExport(
                            executor,
                            MeasurementProtocol.forOneNetwork(),
                            nanoTime,
                            listener.measurementListener(),
                            listener::warning,
                            operators)
                    .export(model, architecture, dataset, devices);
            listener.stepFinished();
            return card;
        }
    }

    /** The files of a trial's model. */
    public ModelFiles files(int trial) {
        return ModelFiles.of(run, trial);
    }

    /**
     * The architecture of a trial, named by its id.
     *
     * @throws UserError if the space was changed since the search
     */
    public Architecture architecture(int trial) {
        SearchSpace space = inputs.problem().space();
        Trial recorded = run.trial(trial);
        Architecture architecture = space.decode(space.parse(recorded.genome())).withName(Integer.toString(trial));
        if (!architecture.blockStrings().equals(recorded.blocks())) {
            throw new UserError(
                    "trial " + trial + " is another network in the space as it is now",
                    run.config().space().toString(),
                    "restore the space as it was when the run was started");
        }
        return architecture;
    }

    /**
     * The run's images at the input size of an architecture.
     *
     * @throws UserError if the run has no images
     */
    public Dataset dataset(Architecture architecture) {
        return inputs.dataset()
                .map(d -> d.atSize(
                        architecture.input().height(), architecture.input().width()))
                .orElseThrow(() -> noImages(front().getFirst().id()));
    }

    private UserError noImages(int trial) {
        return new UserError(
                "the run was searched without images",
                run.configFile().toString(),
                "name images, to train a network outside the run: " + TrainingCommand.ofTrial(run, trial));
    }

    /** The devices of the run's tables that can be reached; to be closed. */
    public RunDevices devices() {
        return RunDevices.open(run.config().tables(), vias, consent);
    }
}
