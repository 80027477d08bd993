package dev.sartor.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TransferredFilesTest {
    private static final byte[] CONTENT = "the pixels of many images".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private static FileTransfer transfer(String name, byte[] content) {
        return new FileTransfer(Sha256.of(name), content.length, Sha256.of(content));
    }

    private static TransferredFiles.Source source(byte[] content) {
        return () -> new ByteArrayInputStream(content);
    }

    @Test
    void aFileIsReceivedOnceAndThenFound() throws IOException {
        var files = new TransferredFiles(folder, 1000, InstantSource.system());
        FileTransfer transfer = transfer("a", CONTENT);
        assertEquals(Optional.empty(), files.find(transfer.id()));
        assertArrayEquals(CONTENT, Files.readAllBytes(files.receive(transfer, source(CONTENT))));
        files.receive(transfer, () -> {
            throw new AssertionError("it is here already");
        });
        assertTrue(files.find(transfer.id()).isPresent());
    }

    @Test
    void aCutTransferIsNotStored() {
        var files = new TransferredFiles(folder, 1000, InstantSource.system());
        FileTransfer transfer = transfer("a", CONTENT);
        byte[] cut = Arrays.copyOf(CONTENT, 10);
        var e = assertThrows(TransferredFiles.TransferFailure.class, () -> files.receive(transfer, source(cut)));
        assertEquals("the transfer was cut: 10 of 25 bytes arrived", e.getMessage());
        assertEquals(Optional.empty(), files.find(transfer.id()));
    }

    @Test
    void aChangedTransferIsNotStored() {
        var files = new TransferredFiles(folder, 1000, InstantSource.system());
        FileTransfer transfer = transfer("a", CONTENT);
        byte[] changed = CONTENT.clone();
        changed[5]++;
        var e = assertThrows(TransferredFiles.TransferFailure.class, () -> files.receive(transfer, source(changed)));
        assertTrue(e.getMessage().contains("changed on its way"), e.getMessage());
        assertEquals(Optional.empty(), files.find(transfer.id()));
    }

    @Test
    void theLeastRecentlyUsedFileMakesSpace() throws IOException {
        var files = new TransferredFiles(folder, 60, InstantSource.system());
        FileTransfer oldest = transfer("oldest", CONTENT);
        FileTransfer used = transfer("used", CONTENT);
        Files.setLastModifiedTime(files.receive(oldest, source(CONTENT)), FileTime.fromMillis(1000));
        Files.setLastModifiedTime(files.receive(used, source(CONTENT)), FileTime.fromMillis(2000));
        FileTransfer next = transfer("next", CONTENT);
        files.receive(next, source(CONTENT));
        assertEquals(Optional.empty(), files.find(oldest.id()));
        assertTrue(files.find(used.id()).isPresent());
        assertTrue(files.find(next.id()).isPresent());
    }

    @Test
    void aFileLargerThanTheLimitIsRefusedAndDeletesNothingElse() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "not a received file");
        UserError e = assertThrows(
                UserError.class,
                () -> new TransferredFiles(folder, 10, InstantSource.system())
                        .receive(transfer("a", CONTENT), source(CONTENT)));
        assertTrue(e.fix().contains("SARTOR_CACHE"), e.text());
        assertTrue(Files.exists(other));
    }

    @Test
    void aFileThatFollowsARequestIsStored() throws IOException {
        var files = new TransferredFiles(folder, 1000, InstantSource.system());
        FileTransfer transfer = transfer("a", CONTENT);
        var stdin = new SequenceInputStream(
                new ByteArrayInputStream(("{\"seed\":1}\n" + transfer.json() + "\n").getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(CONTENT));
        var input = new RequestInput(stdin, files);
        assertEquals("{\"seed\":1}", input.request());
        input.receiveFiles();
        assertTrue(files.find(transfer.id()).isPresent());
    }

    @Test
    @Timeout(20)
    void theBytesOfAFileThatAnotherWorkerReceivedMeanwhileAreSkipped() throws IOException, InterruptedException {
        var files = new TransferredFiles(folder, 1000, InstantSource.system());
        FileTransfer both = transfer("both", CONTENT);
        FileTransfer next = transfer("next", CONTENT);
        String content = new String(CONTENT, StandardCharsets.UTF_8);
        String stdin = "{}\n" + both.json() + "\n" + content + next.json() + "\n" + content;
        var input = new RequestInput(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), files);
        input.request();
        Thread second = Thread.ofPlatform().unstarted(() -> assertDoesNotThrow(input::receiveFiles));
        files.receive(both, () -> {
            second.start();
            while (second.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return new ByteArrayInputStream(CONTENT);
        });
        second.join();
        assertTrue(files.find(next.id()).isPresent());
    }

    @Test
    void aConnectionThatEndsTooEarlyIsAnErrorThatNamesTheMachine() throws IOException {
        FileTransfer transfer = transfer("a", CONTENT);
        var stdin = new ByteArrayInputStream(("{}\n" + transfer.json() + "\nthe pi").getBytes(StandardCharsets.UTF_8));
        var input = new RequestInput(stdin, new TransferredFiles(folder, 1000, InstantSource.system()));
        input.request();
        UserError e = assertThrows(UserError.class, input::receiveFiles);
        assertTrue(e.getMessage().contains("6 of 25 bytes"), e.text());
        assertTrue(e.where().contains("machine"), e.text());
    }
}
