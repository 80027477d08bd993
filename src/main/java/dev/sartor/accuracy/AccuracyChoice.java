package dev.sartor.accuracy;

import dev.sartor.data.Dataset;
import dev.sartor.data.Folds;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The accuracy source that a user chose for a new run. Settings that were not given are adapted to the images: on few of them,
 * batches are smaller and epochs more, and candidates that are trained on their own are judged by cross-validation. A run records the result, so that it does
 * not change when the run is resumed.
 *
 * @param spec      with the default settings in place of those that were not given
 * @param given     the keys of the settings that were given
 * @param isDefault whether the source itself was not given
 */
public record AccuracyChoice(AccuracySpec spec, Set<String> given, boolean isDefault) {
    /** Nothing was given. */
    public static final AccuracyChoice DEFAULT = new AccuracyChoice(AccuracySpec.DEFAULT, Set.of(), true);

    private static final Pattern KEY = Pattern.compile("[:,]([a-z_]+)=");
    private static final int FOLDS = 5;
    /** Of the training of a candidate: a quarter of those of a training to convergence. */
    private static final int MIN_STEPS = RecipeChoice.MIN_STEPS / 4;
    /** Multiply-accumulates of all trainings of a candidate that take a few minutes of a core. */
    private static final double AFFORDABLE_MACS = 2e12;
    /** Each candidate of a cross-validation is judged on all of them. */
    private static final int MAX_PLANNED_FOLD_IMAGES = 20_000;

    /** Multiply-accumulates of a training step, relative to those of an inference. */
    private static final int TRAINING_COST = 3;

    /** Networks whose median stands for the space. */
    private static final int SAMPLE_SIZE = 9;

    public AccuracyChoice {
        given = Set.copyOf(given);
    }

    /**
     * A specification as the user wrote it.
     *
     * @throws dev.sartor.base.UserError as {@link AccuracySpec#parse}
     */
    public static AccuracyChoice parse(String text) {
        AccuracySpec spec = AccuracySpec.parse(text);
        return new AccuracyChoice(
                spec, KEY.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet()), false);
    }

    /** The source for a data set and networks of a space with its classes. */
    public AccuracySpec forData(Dataset dataset, SearchSpace space) {
        return switch (spec) {
            case AccuracySpec.Training training -> adapted(training, dataset, space);
            case AccuracySpec.Halving halving -> adapted(halving, dataset, space);
            case AccuracySpec.Supernet supernet -> {
                AccuracySpec.Training training = adapted(AccuracySpec.DEFAULT_TRAINING, dataset, space);
                yield isDefault && training.candidates().folds() > 1 ? training : adapted(supernet, dataset);
            }
            case AccuracySpec.Csv _, AccuracySpec.Predicted _, AccuracySpec.Command _, AccuracySpec.ZeroCost _ -> spec;
        };
    }

    private AccuracySpec.Training adapted(AccuracySpec.Training training, Dataset dataset, SearchSpace space) {
        Fitted fitted = fitted(training.epochs(), training.candidates(), dataset, space);
        return new AccuracySpec.Training(fitted.epochs(), fitted.candidates());
    }

    private AccuracySpec.Halving adapted(AccuracySpec.Halving halving, Dataset dataset, SearchSpace space) {
        Fitted fitted = fitted(halving.epochs(), halving.candidates(), dataset, space);
        int firstRung = given.contains("first")
                ? halving.firstRung()
                : halving.firstRung() * fitted.epochs() / halving.epochs();
        return new AccuracySpec.Halving(fitted.epochs(), firstRung, halving.reductionFactor(), fitted.candidates());
    }

    /** Not cross-validated: each fold would need a supernet, and weights of different supernets rank differently. */
    private AccuracySpec.Supernet adapted(AccuracySpec.Supernet supernet, Dataset dataset) {
        var settings = new CandidateSettings(supernet.images(), supernet.batch(), 1);
        Fitted fitted = withSteps(supernet.epochs(), settings, RecipeChoice.MIN_STEPS, dataset);
        return new AccuracySpec.Supernet(
                fitted.epochs(),
                supernet.images(),
                fitted.candidates().batch(),
                supernet.sandwichNetworks(),
                supernet.fineTuningSteps());
    }

    /**
     * Batch size and folds for candidates of a search whose epochs are planned: several folds if the validation images distinguish
     * few networks.
     */
    public static CandidateSettings candidates(Dataset dataset) {
        CandidateSettings fitted = DEFAULT.withSteps(1, CandidateSettings.DEFAULT, MIN_STEPS, dataset)
                .candidates();
        boolean few = EvaluationSet.of(dataset.validation()).distinguishesFew()
                && dataset.train().count() + dataset.validation().count() <= MAX_PLANNED_FOLD_IMAGES;
        return few ? fitted.withFolds(Math.clamp(Folds.max(dataset), 1, FOLDS)) : fitted;
    }

    /** Epochs and settings that suit the number of images. */
    private record Fitted(int epochs, CandidateSettings candidates) {
        double imagePasses(int trainingImages, int judgedImages) {
            return (double) candidates.folds() * epochs * trainingImages + (double) judgedImages / TRAINING_COST;
        }
    }

    private Fitted fitted(int epochs, CandidateSettings candidates, Dataset dataset, SearchSpace space) {
        Fitted asGiven = withSteps(epochs, candidates, dataset);
        if (given.contains("folds") || !EvaluationSet.of(dataset.validation()).distinguishesFew()) {
            return asGiven;
        }
        Fitted crossValidated = withSteps(epochs, candidates.withFolds(FOLDS), dataset);
        if (!isAffordable(crossValidated, dataset, space)) {
            return asGiven;
        }
        int folds = Math.min(FOLDS, Folds.max(dataset));
        return folds < 2 ? asGiven : withSteps(epochs, candidates.withFolds(folds), dataset);
    }

    private Fitted withSteps(int epochs, CandidateSettings candidates, Dataset dataset) {
        return withSteps(epochs, candidates, MIN_STEPS, dataset);
    }

    private Fitted withSteps(int epochs, CandidateSettings candidates, int minSteps, Dataset dataset) {
        Recipe recipe = new RecipeChoice(
                        candidates.recipe(epochs), !given.contains("batch"), !given.contains("epochs"), minSteps)
                .forImages(trainingImages(candidates, dataset));
        return new Fitted(recipe.epochs(), candidates.withBatch(recipe.batchSize()));
    }

    private static int trainingImages(CandidateSettings candidates, Dataset dataset) {
        int train = dataset.train().count();
        int folds = candidates.folds();
        int available = folds == 1 ? train : (train + dataset.validation().count()) / folds * (folds - 1);
        return Math.min(available, candidates.images().orElse(available));
    }

    private static boolean isAffordable(Fitted fitted, Dataset dataset, SearchSpace space) {
        int judged = dataset.train().count() + dataset.validation().count();
        double passes = fitted.imagePasses(trainingImages(fitted.candidates(), dataset), judged);
        return passes * TRAINING_COST * medianMacs(space) <= AFFORDABLE_MACS;
    }

    private static long medianMacs(SearchSpace space) {
        var random = new SplittableRandom(0);
        return LongStream.generate(
                        () -> Lowering.lower(space.decode(space.sample(random))).macs())
                .limit(SAMPLE_SIZE)
                .sorted()
                .skip(SAMPLE_SIZE / 2)
                .findFirst()
                .orElseThrow();
    }
}
