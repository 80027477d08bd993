package dev.sartor.accuracy;

import dev.sartor.data.Dataset;
import dev.sartor.data.Folds;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.network.Lowering;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The accuracy source that a user chose for a new run. Settings that the user did not give are adapted to the images: if
 * there are few, batches are smaller, there are more epochs, and candidates that are trained on their own are evaluated by
 * cross-validation. A run records the result, so that it does not change when the run is resumed.
 *
 * <p>Without a choice of the user, networks are evaluated by short trainings where blocks of several kinds are possible at one
 * position, since a supernet ranks such networks worse than counting MACs (results/executor/ranking.md), or where there are few
 * images; otherwise by a supernet.
 *
 * @param spec      the accuracy source, with the default settings in place of those that the user did not give
 * @param givenKeys the keys of the settings that the user gave
 * @param isDefault whether the user gave no source
 */
public record AccuracyChoice(AccuracySpec spec, Set<String> givenKeys, boolean isDefault) {
    /** Values of {@code isDefault}. */
    private static final boolean IS_DEFAULT = true;

    private static final boolean IS_GIVEN = false;

    /** The user gave no source. */
    public static final AccuracyChoice DEFAULT = new AccuracyChoice(AccuracySpec.DEFAULT, Set.of(), IS_DEFAULT);

    /**
     * The training of each network where a supernet would rank badly. With the default number of trials it costs as much as the
     * default supernet.
     */
    static final AccuracySpec.Training BRIEF_TRAINING = new AccuracySpec.Training(2, OptionalInt.of(10_000));

    /** The key of a setting, as in {@code training:epochs=2,images=4000}. */
    private static final Pattern KEY = Pattern.compile("[:,]([a-z_]+)=");
    /** Largest number of folds of a cross-validation that the user did not ask for. */
    private static final int MAX_DEFAULT_FOLDS = 5;

    private static final int NO_CROSS_VALIDATION = 1;
    /**
     * Minimum number of steps of the training of a candidate: a quarter of that of a training to convergence. Measured in
     * results/accuracy/few-images.md.
     */
    private static final int MIN_STEPS = RecipeChoice.MIN_STEPS / 4;
    /** Maximum multiply-accumulates of all trainings of a candidate, which take one and a half to three minutes on one core. */
    private static final double AFFORDABLE_MACS = 2e12;
    /**
     * A search that is planned to fit into a given time has no cross-validation if there are more training and validation images
     * than these, because every candidate is evaluated on all of them.
     */
    private static final int MAX_PLANNED_FOLD_IMAGES = 20_000;

    /** Multiply-accumulates of a training step, relative to those of an inference. */
    private static final int TRAINING_COST = 3;

    /** Number of random networks whose median MACs stand for the space. */
    private static final int SAMPLE_SIZE = 9;

    private static final long SAMPLE_SEED = 0;

    public AccuracyChoice {
        givenKeys = Set.copyOf(givenKeys);
    }

    /**
     * A specification as the user wrote it.
     *
     * @throws dev.sartor.base.UserError as {@link AccuracySpec#parse}
     */
    public static AccuracyChoice parse(String text) {
        AccuracySpec spec = AccuracySpec.parse(text);
        // the settings of features, after the +, do not count
        String own = spec instanceof AccuracySpec.Featured ? text.substring(0, text.indexOf('+')) : text;
        return new AccuracyChoice(
                spec, KEY.matcher(own).results().map(r -> r.group(1)).collect(Collectors.toSet()), IS_GIVEN);
    }

    /**
     * The source for a data set and networks of a space with its classes.
     *
     * @param precision in which the networks will run; they are evaluated in it unless the user chose another one
     */
    public AccuracySpec forData(Dataset dataset, SearchSpace space, Precision precision) {
        AccuracySpec adapted = forData(dataset, space);
        return givenKeys.contains("precision") ? adapted : adapted.withPrecision(precision);
    }

    private AccuracySpec forData(Dataset dataset, SearchSpace space) {
        return switch (spec) {
            case AccuracySpec.Training training -> adapt(training, dataset, space);
            case AccuracySpec.Halving halving -> adapt(halving, dataset, space);
            case AccuracySpec.Supernet supernet -> {
                if (!isDefault) {
                    yield adapt(supernet, dataset);
                }
                AccuracySpec.Training onAllImages = adapt(AccuracySpec.DEFAULT_TRAINING, dataset, space);
                if (onAllImages.candidates().folds() > 1) {
                    yield onAllImages;
                }
                yield space.mixesKinds() ? adapt(BRIEF_TRAINING, dataset, space) : adapt(supernet, dataset);
            }
            case AccuracySpec.Featured(AccuracySpec accuracies, List<AccuracySpec> features) ->
                new AccuracySpec.Featured(
                        new AccuracyChoice(accuracies, givenKeys, IS_GIVEN).forData(dataset, space), features);
            case AccuracySpec.Csv _, AccuracySpec.Predicted _, AccuracySpec.Command _, AccuracySpec.ZeroCost _ -> spec;
        };
    }

    private AccuracySpec.Training adapt(AccuracySpec.Training training, Dataset dataset, SearchSpace space) {
        AdaptedSettings adaptedSettings = adaptedSettings(training.epochs(), training.candidates(), dataset, space);
        return new AccuracySpec.Training(adaptedSettings.epochs(), adaptedSettings.candidates());
    }

    private AccuracySpec.Halving adapt(AccuracySpec.Halving halving, Dataset dataset, SearchSpace space) {
        AdaptedSettings adaptedSettings = adaptedSettings(halving.epochs(), halving.candidates(), dataset, space);
        int firstRung = givenKeys.contains("first")
                ? halving.firstRung()
                : halving.firstRung() * adaptedSettings.epochs() / halving.epochs();
        return new AccuracySpec.Halving(
                adaptedSettings.epochs(), firstRung, halving.reductionFactor(), adaptedSettings.candidates());
    }

    /** Without cross-validation: each fold would need a supernet, and weights of different supernets rank differently. */
    private AccuracySpec.Supernet adapt(AccuracySpec.Supernet supernet, Dataset dataset) {
        var settings = new CandidateSettings(supernet.images(), supernet.batch(), NO_CROSS_VALIDATION);
        AdaptedSettings adaptedSettings = withSteps(supernet.epochs(), settings, RecipeChoice.MIN_STEPS, dataset);
        return new AccuracySpec.Supernet(
                adaptedSettings.epochs(),
                supernet.images(),
                adaptedSettings.candidates().batch(),
                supernet.sandwichNetworks(),
                supernet.fineTuningSteps(),
                supernet.equalChoices(),
                supernet.maxGradientNorm(),
                supernet.precision());
    }

    /**
     * Batch size and folds for candidates of a search whose epochs are planned: several folds if the validation images
     * distinguish few networks.
     */
    public static CandidateSettings candidates(Dataset dataset) {
        int anyEpochs = 1;
        CandidateSettings adaptedSettings = DEFAULT.withSteps(anyEpochs, CandidateSettings.DEFAULT, MIN_STEPS, dataset)
                .candidates();
        boolean isCrossValidated = EvaluationSet.of(dataset.validation()).distinguishesFewNetworks()
                && dataset.train().count() + dataset.validation().count() <= MAX_PLANNED_FOLD_IMAGES;
        return isCrossValidated
                ? adaptedSettings.withFolds(Math.clamp(Folds.max(dataset), 1, MAX_DEFAULT_FOLDS))
                : adaptedSettings;
    }

    /** Epochs and settings that suit the number of images. */
    private record AdaptedSettings(int epochs, CandidateSettings candidates) {
        /** The number of images of all trainings of a candidate, to which an evaluated image adds less than a trained one. */
        double imagePasses(int trainingImages, int evaluatedImages) {
            return (double) candidates.folds() * epochs * trainingImages + (double) evaluatedImages / TRAINING_COST;
        }
    }

    /** Adapts the settings that the user did not give. */
    private AdaptedSettings adaptedSettings(
            int epochs, CandidateSettings candidates, Dataset dataset, SearchSpace space) {
        AdaptedSettings withGivenFolds = withSteps(epochs, candidates, dataset);
        if (givenKeys.contains("folds")
                || !EvaluationSet.of(dataset.validation()).distinguishesFewNetworks()) {
            return withGivenFolds;
        }
        AdaptedSettings crossValidated = withSteps(epochs, candidates.withFolds(MAX_DEFAULT_FOLDS), dataset);
        if (!isAffordable(crossValidated, dataset, space)) {
            return withGivenFolds;
        }
        int folds = Math.min(MAX_DEFAULT_FOLDS, Folds.max(dataset));
        return folds < 2 ? withGivenFolds : withSteps(epochs, candidates.withFolds(folds), dataset);
    }

    private AdaptedSettings withSteps(int epochs, CandidateSettings candidates, Dataset dataset) {
        return withSteps(epochs, candidates, MIN_STEPS, dataset);
    }

    /** The settings with smaller batches or more epochs if there would be fewer steps than {@code minSteps}. */
    private AdaptedSettings withSteps(int epochs, CandidateSettings candidates, int minSteps, Dataset dataset) {
        boolean mayChangeBatch = !givenKeys.contains("batch");
        boolean mayChangeEpochs = !givenKeys.contains("epochs");
        Recipe recipe = new RecipeChoice(candidates.recipe(epochs), mayChangeBatch, mayChangeEpochs, minSteps)
                .forImages(trainingImages(candidates, dataset));
        return new AdaptedSettings(recipe.epochs(), candidates.withBatch(recipe.batchSize()));
    }

    /** The number of images of one training. */
    private static int trainingImages(CandidateSettings candidates, Dataset dataset) {
        int train = dataset.train().count();
        int folds = candidates.folds();
        int available = folds == 1 ? train : (train + dataset.validation().count()) / folds * (folds - 1);
        return Math.min(available, candidates.images().orElse(available));
    }

    /** Whether the trainings of a candidate need at most {@link #AFFORDABLE_MACS}. */
    private static boolean isAffordable(AdaptedSettings adaptedSettings, Dataset dataset, SearchSpace space) {
        int evaluatedImages = dataset.train().count() + dataset.validation().count();
        double passes =
                adaptedSettings.imagePasses(trainingImages(adaptedSettings.candidates(), dataset), evaluatedImages);
        return passes * TRAINING_COST * medianMacs(space) <= AFFORDABLE_MACS;
    }

    private static long medianMacs(SearchSpace space) {
        var random = new SplittableRandom(SAMPLE_SEED);
        return LongStream.generate(
                        () -> Lowering.lower(space.decode(space.sample(random))).macs())
                .limit(SAMPLE_SIZE)
                .sorted()
                .skip(SAMPLE_SIZE / 2)
                .findFirst()
                .orElseThrow();
    }
}
