package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AbandonedFiles;
import dev.sartor.base.file.FolderLock;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFilesTest {
    private static final Architecture TINY = HalvesData.architecture("tiny");
    private static final Dataset DATA = HalvesData.of("left", "right");

    @TempDir
    private Path folder;

    @Test
    void namesThatDifferHaveDifferentFiles() {
        List<String> names =
                List.of("a b", "a/b", "a-b", "a_b", "日本", "лиса", "..", ".hidden", "a:1", "b:1", "a.b", "A", "model");
        Set<String> files = new HashSet<>();
        for (String name : names) {
            String file = ModelFiles.of(folder, TINY.withName(name)).name();
            assertTrue(file.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*"), file);
            assertTrue(files.add(file), name + " has the files of another name: " + file);
        }
        assertEquals(
                "first-12", ModelFiles.of(folder, TINY.withName("first:12")).name());
        assertEquals(
                "mobilenet-v3-small",
                ModelFiles.of(folder, TINY.withName("mobilenet-v3-small")).name());
    }

    @Test
    void aFolderThatIsWrittenByAnotherCommandIsRefused() {
        var files = new ModelFiles(folder, "tiny");
        try (FolderLock _ = files.lock();
                var executor = new Executor(1)) {
            UserError error = assertThrows(UserError.class, () -> train(executor, files, Recipe.standard(1)));
            assertEquals(3, error.text().lines().count(), error.text());
            assertTrue(error.getMessage().contains("being written by another command"), error.text());
        }
        try (var executor = new Executor(1)) {
            assertFalse(train(executor, files, Recipe.standard(1)).history().isEmpty(), "the lock was released");
        }
    }

    @Test
    void temporaryFilesOfKilledCommandsAreDeleted() throws IOException {
        Path abandoned = AbandonedFiles.writeHalf(folder.resolve("tiny.weights"));
        Path other = Files.createFile(folder.resolve("mine.tmp"));
        new ModelFiles(folder, "tiny").lock().close();
        assertFalse(Files.exists(abandoned));
        assertTrue(Files.exists(other));
    }

    private static ModelCard train(Executor executor, ModelFiles files, Recipe recipe) {
        return new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, Cancellation.NEVER)
                // TrainingRequest: architecture, images, recipe, seed, shared weights, teacher
                .train(new TrainingRequest(TINY, DATA, recipe, 7, Optional.empty(), Optional.empty()), files);
    }

    /** A model is replaced by one of another training, and the process is killed after some of the steps. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void afterAKillAtAnyStepTheSameCommandCompletesTheTraining(int steps) throws IOException {
        var files = new ModelFiles(folder, "tiny");
        var expected = new ModelFiles(folder.resolve("expected"), "tiny");
        Recipe before = Recipe.standard(1).withBatchSize(16);
        Recipe after = before.withEpochs(2);
        Network network = Lowering.lower(TINY);
        try (var executor = new Executor(1)) {
            train(executor, files, before);
            Files.writeString(files.onnx(), "the export of the earlier training");
            ModelCard card = train(executor, expected, after);
            Weights weights = WeightsFile.read(expected.weights(), network);
            List<Runnable> replacement = files.replacementSteps(weights, card);
            assertEquals(12, replacement.size());
            replacement.subList(0, steps).forEach(Runnable::run);

            assertConsistent(files, network);

            assertEquals(card, train(executor, files, after));
            assertConsistent(files, network);
            assertArrayEquals(Files.readAllBytes(expected.weights()), Files.readAllBytes(files.weights()));
            assertEquals(Set.of(".lock", "tiny.json", "tiny.weights"), names(folder));
        }
    }

    @Test
    void theCheckpointOfACompletedTrainingIsDeletedAndThatOfAnotherKept() throws IOException {
        var files = new ModelFiles(folder, "tiny");
        var expected = new ModelFiles(folder.resolve("expected"), "tiny");
        Recipe recipe = Recipe.standard(3).withBatchSize(16);
        var request = new TrainingRequest(TINY, DATA, recipe, 7, Optional.empty(), Optional.empty());
        var other = new TrainingRequest(TINY, DATA, recipe.withEpochs(4), 7, Optional.empty(), Optional.empty());
        try (var executor = new Executor(1)) {
            train(executor, expected, recipe);
            for (TrainingRequest stopped : List.of(request, other)) {
                var steps = new AtomicInteger();
                var training =
                        new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, () -> steps.incrementAndGet() > 8);
                assertThrows(CancellationException.class, () -> training.train(stopped, files));
                assertTrue(Files.exists(files.checkpoint()));
                Files.copy(expected.weights(), files.weights(), StandardCopyOption.REPLACE_EXISTING);
                Files.copy(expected.card(), files.card(), StandardCopyOption.REPLACE_EXISTING);
                assertTrue(ModelTraining.existing(request, files).isPresent());
                assertEquals(stopped == other, Files.exists(files.checkpoint()));
            }
        }
    }

    /** The weights are those of the card, and the exported file is not that of another training; or there is no card. */
    private static void assertConsistent(ModelFiles files, Network network) throws IOException {
        if (!Files.exists(files.card())) {
            assertThrows(UserError.class, () -> TrainedModel.open("tiny", files, "sartor train tiny"));
            return;
        }
        TrainedModel model = TrainedModel.open("tiny", files, "sartor train tiny");
        assertEquals(
                model.card().weights().orElseThrow(), model.weights(network).hash());
        assertTrue(
                !Files.exists(files.onnx()) || model.card().recipe().epochs() == 1,
                "the exported file is that of the earlier training");
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
