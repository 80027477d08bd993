package dev.sartor.base.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.cli.PrintedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "words are quoted for a POSIX shell")
class SartorCommandTest {
    private static final String CHARACTERS = "ab -'\"\\$`!*?[]{}()<>|&;#~=%@^äß日\t";
    private static final long SEED = 7;

    @Test
    void everyWordSurvivesTheShell() throws IOException, InterruptedException {
        var random = new SplittableRandom(SEED);
        List<String> words = new ArrayList<>(List.of("", " ", "-x", "--", "it's", "a\nb"));
        for (int i = 0; i < 500; i++) {
            var word = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            words.add(word.toString());
        }
        assertEquals(words, PrintedCommand.words(SartorCommand.of(words).text()), "seed " + SEED);
    }

    @Test
    void valuesThatStartWithADashAreNotTakenForOptions() {
        SartorCommand command = SartorCommand.of("train")
                .with(Path.of("-run"))
                .with("--out", "-models")
                .with("--seed", -3);
        assertEquals("sartor train ./-run --out=-models --seed=-3", command.text());
    }
}
