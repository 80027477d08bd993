package dev.sartor.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.accuracy.source.ShortTraining;
import dev.sartor.arch.Architecture;
import dev.sartor.base.Release;
import dev.sartor.base.UserError;
import dev.sartor.cli.TinySpace;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetListener;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestEvaluatorTest {
    private static final long SEED = 3;
    private static final AccuracySpec.Training TRAINING =
            (AccuracySpec.Training) AccuracySpec.parse("training:epochs=1,images=64,batch=32,folds=1");

    @TempDir
    Path folder;

    private final Dataset dataset = Datasets.open(
            "shapes:train=120,validation=60,test=60,size=12",
            DatasetOptions.defaults().withSeed(SEED));
    private Architecture architecture;
    private TransferredFiles receivedFiles;
    private SharedFile images;

    @BeforeEach
    void sample() throws IOException {
        SearchSpace space = SpaceFile.read(TinySpace.write(folder)).withTask(dataset.task());
        architecture = space.decode(space.sample(new SplittableRandom(1)));
        receivedFiles = new TransferredFiles(folder.resolve("received"), 1 << 20, InstantSource.system());
        images = SharedFile.of(dataset, new TransferredFiles(folder.resolve("sent"), 1 << 20, InstantSource.system()));
    }

    private String request() {
        return new CommandRequest(
                        architecture,
                        SEED,
                        Release.text(),
                        Optional.of(CommandRequest.Data.of(dataset)),
                        Optional.of(new CommandRequest.Training(TRAINING, OptionalInt.empty())))
                .json();
    }

    private WorkerAnswer answer(Optional<String> data) throws InterruptedException {
        return new RequestEvaluator(data, receivedFiles, DatasetListener.NONE).answer(request(), "here");
    }

    private double expectedAccuracy() throws InterruptedException {
        return new ShortTraining(TRAINING, dataset, SEED).score(architecture, SEED);
    }

    private void receive() {
        receivedFiles.receive(images.transfer(), () -> Files.newInputStream(images.path()));
    }

    @Test
    void aMachineWithoutTheFolderAsksForTheImagesAndUsesThem() throws InterruptedException {
        Optional<String> absent = Optional.of(folder.resolve("absent").toString());
        assertEquals(WorkerAnswer.Missing.here(dataset.hash()), answer(absent));
        receive();
        assertEquals(WorkerAnswer.Scores.ofAccuracy(expectedAccuracy()), answer(absent));
        assertEquals(WorkerAnswer.Scores.ofAccuracy(expectedAccuracy()), answer(Optional.empty()));
    }

    @Test
    void damagedImagesAreDeletedAndAskedForAgain() throws IOException, InterruptedException {
        receive();
        Path file = receivedFiles.find(dataset.hash()).orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[7]++;
        Files.write(file, bytes);
        assertEquals(WorkerAnswer.Missing.here(dataset.hash()), answer(Optional.empty()));
        assertEquals(Optional.empty(), receivedFiles.find(dataset.hash()));
    }

    @Test
    void imagesToSendThatWereDeletedAreWrittenAgain() throws IOException {
        byte[] sent = Files.readAllBytes(images.path());
        Files.delete(images.path());
        assertArrayEquals(sent, Files.readAllBytes(images.path()));
    }

    @Test
    void imagesOfTheSameNameWithAnotherHashAreRefused() {
        UserError e = assertThrows(
                UserError.class, () -> answer(Optional.of("shapes:train=120,validation=60,test=60,size=12,seed=2")));
        assertTrue(e.getMessage().contains(dataset.hash()), e.text());
        assertTrue(e.where().contains("machine"), e.text());
    }

    @Test
    void aRungIsRequiredInSuccessiveHalvingAndRefusedElsewhere() {
        AccuracySpec halving = AccuracySpec.parse("halving:epochs=4,first=1,keep=2");
        for (OptionalInt rung : List.of(OptionalInt.empty(), OptionalInt.of(3))) {
            assertThrows(IllegalArgumentException.class, () -> new CommandRequest.Training(halving, rung));
        }
        assertThrows(IllegalArgumentException.class, () -> new CommandRequest.Training(TRAINING, OptionalInt.of(1)));
    }

    @Test
    void exhaustedMemoryIsAnErrorThatNamesTheMachine() {
        var thrownInAThread = new IllegalStateException(new OutOfMemoryError("Java heap space"));
        UserError e = assertInstanceOf(UserError.class, RequestEvaluator.describingExhaustedMemory(thrownInAThread));
        assertTrue(e.getMessage().contains("too little memory"), e.text());
        assertTrue(e.where().contains("machine"), e.text());
        assertTrue(e.fix().contains("spark.executor.memory"), e.text());
        UserError other = new UserError("what", "where", "fix");
        assertSame(other, RequestEvaluator.describingExhaustedMemory(other));
    }

    @Test
    void anAnswerIsReadAsItWasWritten() {
        WorkerAnswer missing = WorkerAnswer.Missing.here(dataset.hash());
        assertEquals(Optional.of(missing), WorkerAnswer.parse(missing.json()));
        var scores = new WorkerAnswer.Scores(
                List.of(List.of(0.1 + 0.2, -1e300), List.of(Double.NEGATIVE_INFINITY, Double.NaN)));
        assertEquals(Optional.of(scores), WorkerAnswer.parse(scores.json()));
        assertEquals(Optional.empty(), WorkerAnswer.parse("great"));
    }
}
