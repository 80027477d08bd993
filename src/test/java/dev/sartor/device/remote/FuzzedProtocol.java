package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** Reads bytes as both sides of the agent's protocol do, for fuzz tests. */
public final class FuzzedProtocol {
    private FuzzedProtocol() {}

    /** An agent that receives the input, without heartbeats: a thread for each input would take most of the time. */
    public static void requests(byte[] input, Path folder) throws IOException {
        var models = new ModelCache(folder.resolve("models"), 1 << 20, InstantSource.system());
        new Agent(_ -> new ScriptedDevice(), models, "1.0", Duration.ofHours(1))
                .answer(new ByteArrayInputStream(input), new ReplyWriter(OutputStream.nullOutputStream()));
    }

    /** A client that receives each line of the input. */
    public static void replies(byte[] input) {
        new String(input, StandardCharsets.UTF_8).lines().forEach(line -> {
            try {
                AgentProtocol.parse(line, AgentReply.class);
            } catch (AgentProtocol.InvalidMessage e) {
                throw new UserError(e.getMessage(), "a reply", "send valid ones");
            }
        });
    }
}
