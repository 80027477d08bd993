package dev.sartor.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The data that a model was trained on, as its card records them. Cards of earlier versions have only name and hash.
 *
 * @param sha256        hash of the images and labels for training, validation and test, see {@link Dataset#hash}
 * @param classes       names of the classes, in the order of the network's outputs
 * @param normalisation normalisation of the network's input
 * @param split         the division of the images
 * @param largestClass  the most frequent class of the test images
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TrainingData(
        String name,
        String sha256,
        Optional<List<String>> classes,
        Optional<Channels> normalisation,
        Optional<Split> split,
        Optional<LargestClass> largestClass) {
    public TrainingData {
        if (name == null || sha256 == null) {
            throw new IllegalArgumentException("the data of a model card need a name and a hash");
        }
    }

    /** The normalisation of the channels; see {@link Normalisation}. */
    public record Channels(List<Float> mean, List<Float> deviation) {
        public Channels {
            mean = List.copyOf(mean);
            deviation = List.copyOf(deviation);
            // its constructor throws if the numbers are no normalisation
            new Normalisation(array(mean), array(deviation));
        }

        static Channels of(Normalisation normalisation) {
            return new Channels(list(normalisation.mean()), list(normalisation.deviation()));
        }

        private static List<Float> list(float[] values) {
            List<Float> list = new ArrayList<>();
            for (float v : values) {
                list.add(v);
            }
            return list;
        }

        private Normalisation normalisation() {
            return new Normalisation(array(mean), array(deviation));
        }

        private static float[] array(List<Float> list) {
            float[] values = new float[list.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = list.get(i);
            }
            return values;
        }
    }

    /**
     * The division of the images.
     *
     * @param seed       the seed by which training and validation images were divided
     * @param train      number of training images
     * @param validation number of validation images
     * @param test       number of test images
     */
    public record Split(long seed, int train, int validation, int test) {}

    /** @param share share of the test images, in [0, 1]: the test accuracy of a model that always answers this class */
    public record LargestClass(String name, double share) {
        public LargestClass {
            if (name == null || !(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("no class has the share " + share + " of images");
            }
        }
    }

    /** @param seed the seed that the data set was opened with */
    static TrainingData of(Dataset dataset, long seed) {
        return new TrainingData(
                dataset.name(),
                dataset.hash(),
                Optional.of(dataset.classes()),
                Optional.of(Channels.of(dataset.normalisation())),
                Optional.of(new Split(
                        seed,
                        dataset.train().count(),
                        dataset.validation().count(),
                        dataset.test().count())),
                largestClass(dataset.test(), dataset.classes()));
    }

    private static Optional<LargestClass> largestClass(Images images, List<String> classes) {
        if (images.count() == 0) {
            return Optional.empty();
        }
        int[] counts = new int[classes.size()];
        for (int label : images.labels()) {
            counts[label]++;
        }
        int largest = IntStream.range(0, counts.length)
                .reduce((a, b) -> counts[b] > counts[a] ? b : a)
                .orElseThrow();
        return Optional.of(new LargestClass(classes.get(largest), (double) counts[largest] / images.count()));
    }

    /** The recorded normalisation; that of the data set for cards of earlier versions. */
    public Normalisation normalisation(Dataset dataset) {
        return normalisation.map(Channels::normalisation).orElseGet(dataset::normalisation);
    }

    /** The recorded classes; those of the data set for cards of earlier versions. */
    List<String> classes(Dataset dataset) {
        return classes.orElseGet(dataset::classes);
    }

    /** Whether a data set has the same images and labels, in the same division. */
    public boolean isSame(Dataset dataset) {
        return sha256.equals(dataset.hash());
    }

    /**
     * Requires the classes of the training, in the same order.
     *
     * @param model the name of the trained model, for the message
     * @throws UserError naming the first difference
     */
    void requireClasses(String model, Dataset dataset) {
        classes.ifPresent(trained -> requireClasses(model, trained, dataset));
    }

    /** Requires that a data set has the classes that a model was trained on, in the same order. */
    static void requireClasses(String model, List<String> trained, Dataset dataset) {
        List<String> found = dataset.classes();
        if (trained.equals(found)) {
            return;
        }
        int i = 0;
        while (i < Math.min(trained.size(), found.size()) && trained.get(i).equals(found.get(i))) {
            i++;
        }
        String difference = trained.size() == found.size()
                ? "class " + (i + 1) + " is '" + found.get(i) + "', but was '" + trained.get(i) + "' in the training"
                : found.size() + " classes, but " + trained.size() + " in the training, such as '"
                        + (i < trained.size() ? trained.get(i) : found.get(i)) + "' at position " + (i + 1);
        throw new UserError(
                model + " was trained on other classes: " + difference,
                dataset.name(),
                "give the data that it was trained on, with the same names of classes, or train it again on these");
    }
}
