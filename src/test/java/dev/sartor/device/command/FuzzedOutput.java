package dev.sartor.device.command;

import dev.sartor.base.UserError;
import dev.sartor.base.yaml.SourceLocation;
import dev.sartor.base.yaml.YamlNode;
import java.nio.file.Path;

/** Reads text as the output of a command of a device file, for fuzz tests. */
public final class FuzzedOutput {
    private static final SourceLocation LOCATION = new SourceLocation(Path.of("my.yaml"), 1, "times");
    private static final TimesPattern TIMES =
            TimesPattern.of(new YamlNode.Scalar(LOCATION, "took ([0-9.,eE+-]+)"), new YamlNode.Scalar(LOCATION, "us"));

    private FuzzedOutput() {}

    /** Finds the times. */
    public static void times(String output) {
        try {
            for (double ms : TIMES.timesMs(output)) {
                if (!(ms > 0 && Double.isFinite(ms))) {
                    throw new IllegalStateException(ms + " is no time");
                }
            }
        } catch (ShellCommand.Failure e) {
            throw new UserError(e.getMessage(), "my.yaml", "print times");
        }
    }
}
