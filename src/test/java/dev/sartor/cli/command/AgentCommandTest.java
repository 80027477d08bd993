package dev.sartor.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class AgentCommandTest {
    @TempDir
    private Path cache;

    private String replies(String requests, int expectedStatus) {
        InputStream stdin = System.in;
        PrintStream stdout = System.out;
        var replies = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(requests.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(replies, true, StandardCharsets.UTF_8));
            assertEquals(
                    expectedStatus,
                    CommandRun.of("agent", "--cache", cache.toString()).status());
        } finally {
            System.setIn(stdin);
            System.setOut(stdout);
        }
        return replies.toString(StandardCharsets.UTF_8);
    }

    @Test
    void stdoutContainsOnlyReplies() {
        String replies =
                replies("{\"ask\":\"hello\"}\n{\"ask\":\"use\",\"device\":\"cpu\"}\n{\"ask\":\"describe\"}\n", 0);
        assertEquals(3, replies.lines().count(), replies);
        assertTrue(replies.lines().allMatch(line -> line.startsWith("{\"answer\":")), replies);
        assertTrue(replies.contains("ONNX Runtime"), replies);
    }

    @Test
    void inputThatIsNotJsonIsAUsageError() {
        assertEquals("", replies("help\n", 2));
    }
}
