package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.data.Images;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.QuantisedEvaluation;
import dev.sartor.executor.training.Trainer;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShortTrainingTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=300,validation=80,test=50", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());

    private static ShortTraining training(Dataset dataset, int images) {
        return new ShortTraining(new AccuracySpec.Training(1, OptionalInt.of(images)), dataset, 1);
    }

    private static List<Architecture> architectures(int count) {
        var random = new SplittableRandom(2);
        return Stream.generate(() -> SPACE.decode(SPACE.sample(random)))
                .limit(count)
                .toList();
    }

    @Test
    void theAccuracyDependsOnlyOnArchitectureAndSeed() throws InterruptedException, ExecutionException {
        List<Architecture> three = architectures(3);
        ShortTraining training = training(SHAPES, 40);
        double[] inOrder = new double[3];
        for (int i = 0; i < 3; i++) {
            inOrder[i] = training.score(three.get(i), 7);
        }
        try (var threads = Executors.newFixedThreadPool(2)) {
            ShortTraining other = training(SHAPES, 40);
            var simultaneous = three.reversed().stream()
                    .map(a -> threads.submit(() -> other.score(a.withName("other"), 7)))
                    .toList();
            for (int i = 0; i < 3; i++) {
                assertEquals(inOrder[i], simultaneous.get(2 - i).get());
            }
        }
    }

    @Test
    void theAccuracyInInt8IsThatOfTheSimulator() throws InterruptedException {
        var spec = (AccuracySpec.Training) AccuracySpec.parse("training:epochs=2,images=80,batch=8,precision=int8");
        Dataset dataset = SHAPES.trainingOnly(SHAPES.train().stratifiedSample(80, 1));
        Architecture architecture = architectures(1).getFirst();
        Dataset data = dataset.atSize(
                architecture.input().height(), architecture.input().width());
        Network network = Lowering.lower(architecture);
        long trainingSeed = ArchitectureSeed.of(architecture, 7);
        try (var executor = new Executor(1)) {
            Weights weights = Trainer.train(
                            executor,
                            network,
                            Weights.initial(network, new SplittableRandom(trainingSeed)),
                            data,
                            spec.candidates().recipe(2),
                            trainingSeed,
                            TrainingListener.NO_OP)
                    .weights();
            Images validation = SHAPES.validation().withShape(architecture.input());
            double expected = QuantisedEvaluation.score(executor, network, weights, data, validation, 7)
                    .accuracy();
            assertEquals(expected, new ShortTraining(spec, SHAPES, 1).score(architecture, 7));
        }
    }

    @Test
    void trainingLearnsAnEasyTask() throws InterruptedException {
        Dataset brightness =
                // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
                Dataset.of("brightness", List.of("dark", "bright"), noise(400), noise(60), noise(2), false);
        double accuracy = new ShortTraining(new AccuracySpec.Training(6, OptionalInt.empty()), brightness, 1)
                .score(architectures(1).getFirst().withClasses(2), 1);
        assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    }

    /** Images of noise, dark in one class and bright in the other. */
    private static Images noise(int count) {
        var random = new SplittableRandom(count);
        byte[] pixels = new byte[count * 3 * 24 * 24];
        int[] labels = new int[count];
        for (int i = 0; i < pixels.length; i++) {
            labels[i / (3 * 24 * 24)] = i / (3 * 24 * 24) % 2;
            pixels[i] = (byte) (random.nextInt(128) + 128 * labels[i / (3 * 24 * 24)]);
        }
        return new Images(SHAPES.shape(), pixels, labels);
    }

    @Test
    void theTestImagesAreNeverUsed() throws InterruptedException {
        Images test = SHAPES.test();
        byte[] random = new byte[test.pixels().length];
        new SplittableRandom(1).nextBytes(random);
        Dataset changed = new Dataset(
                SHAPES.name(),
                SHAPES.task(),
                SHAPES.train(),
                SHAPES.validation(),
                new Images(test.shape(), random, new int[test.count()]),
                SHAPES.normalisation(),
                SHAPES.mirrorable(),
                "other");
        Architecture a = architectures(1).getFirst();
        assertEquals(training(SHAPES, 100).score(a, 1), training(changed, 100).score(a, 1));
    }

    @Test
    void theAccuracyIsThatOnTheValidationImages() throws InterruptedException {
        Images validation = SHAPES.validation();
        // wrong labels
        int[] shifted = Arrays.stream(validation.labels())
                .map(l -> (l + 1) % SHAPES.classes().size())
                .toArray();
        Dataset changed = new Dataset(
                SHAPES.name(),
                SHAPES.task(),
                SHAPES.train(),
                new Images(validation.shape(), validation.pixels(), shifted),
                SHAPES.test(),
                SHAPES.normalisation(),
                SHAPES.mirrorable(),
                SHAPES.hash());
        Architecture a = architectures(1).getFirst();
        assertNotEquals(
                training(SHAPES, 300).score(a, 1), training(changed, 300).score(a, 1));
    }

    @Test
    void crossValidationTrainsOncePerFoldAndEvaluatesAllTrainingAndValidationImages() throws InterruptedException {
        var spec = (AccuracySpec.Training) AccuracySpec.parse("training:epochs=1,images=60,folds=3");
        var crossValidation = new ShortTraining(spec, SHAPES, 1);
        // 300 images for training and 80 for validation
        assertEquals(380, crossValidation.evaluationSet().orElseThrow().images());
        assertEquals(
                "short training: 1 x 60 images of shapes, evaluated on 380 by cross-validation with 3 folds",
                crossValidation.description());
        Architecture a = architectures(1).getFirst();
        double accuracy = crossValidation.score(a, 7);
        assertEquals(accuracy, crossValidation.score(a, 7));
        assertEquals(Math.rint(accuracy * 380), accuracy * 380, 1e-9, "right answers for 380 images");
    }

    @Test
    void anInterruptEndsTraining() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> training(SHAPES, 100).score(architectures(1).getFirst(), 1));
        Thread.interrupted();
    }

    @Test
    void theDescriptionNamesTheSettings() {
        assertEquals(
                "short training: 1 x 100 images of shapes, evaluated on 80 others",
                training(SHAPES, 100).description());
    }
}
