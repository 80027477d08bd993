package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.process.FileCommands;
import dev.sartor.base.process.TrustedCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserConsentTest {
    @TempDir
    private Path folder;

    private final List<String> questions = new ArrayList<>();

    /** The terminal maps a question to the answer of the user. */
    private UserConsent consent(Optional<Boolean> trustOption, Optional<Function<String, String>> terminal) {
        return new UserConsent(trustOption, terminal, new TrustedCommands(folder.resolve("trusted")));
    }

    private UserConsent withAnswer(String answer) {
        return consent(Optional.empty(), Optional.of(question -> {
            questions.add(question);
            return answer;
        }));
    }

    private FileCommands commands(String... commands) {
        return new FileCommands(folder.resolve("sent.csv"), "its device", List.of(commands));
    }

    @Test
    void withoutATerminalAndAnOptionCommandsAreRefused() {
        UserConsent consent = consent(Optional.empty(), Optional.empty());
        UserError e = assertThrows(UserError.class, () -> consent.isAllowed(commands("touch x")));
        assertTrue(e.text().contains("touch x") && e.fix().contains("--trust"), e.text());
        assertTrue(consent.isAllowed(commands()), "a device in this process runs no command");
    }

    @Test
    void anOptionDecidesWithoutAQuestion() {
        assertTrue(consent(Optional.of(true), Optional.empty()).isAllowed(commands("a")));
        assertFalse(consent(Optional.of(false), Optional.empty()).isAllowed(commands("b")));
        assertThrows(
                UserError.class,
                () -> consent(Optional.of(false), Optional.empty()).require(commands("b")));
    }

    @ParameterizedTest
    @CsvSource({"y, true", "YES, true", "n, false", "'', false", "yesterday, false", ", false"})
    void onATerminalOnlyYesIsConsent(String answer, boolean allowed) {
        assertEquals(allowed, withAnswer(answer).isAllowed(commands("a")));
    }

    @Test
    void aYesIsRememberedForTheSameCommands() {
        assertTrue(withAnswer("y").isAllowed(commands("a")));
        assertTrue(withAnswer("n").isAllowed(commands("a")));
        assertFalse(withAnswer("n").isAllowed(commands("a", "b")));
        assertEquals(2, questions.size());
    }

    @Test
    void theQuestionShowsAllCommandsWithoutControlCharacters() {
        withAnswer("n").isAllowed(commands("echo \u001b[2K hidden", "second\rline", "a\nb \u202e"));
        String question = questions.getFirst();
        assertTrue(question.contains("  echo \\u001b[2K hidden\n  second\\u000dline\n  a\n  b \\u202e\n"), question);
    }
}
