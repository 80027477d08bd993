package dev.sartor.base.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A command of Sartor that is printed for the user to run, with every word quoted for the shell. */
public final class SartorCommand {
    private final List<String> words;

    private SartorCommand(List<String> words) {
        this.words = List.copyOf(words);
    }

    /** The command with these words, such as {@code search} and {@code --resume}. */
    public static SartorCommand of(String... words) {
        return new SartorCommand(Arrays.asList(words));
    }

    /** The command with these words. */
    public static SartorCommand of(List<String> words) {
        return new SartorCommand(words);
    }

    /** The same command with one more argument. A relative path that starts with a dash gets {@code ./} in front. */
    public SartorCommand with(Path path) {
        String text = path.toString();
        return with(List.of(text.startsWith("-") ? Path.of(".").resolve(text).toString() : text));
    }

    /** The same command with an option and its value. */
    public SartorCommand with(String option, Object value) {
        String text = value.toString();
        return with(text.startsWith("-") ? List.of(option + "=" + text) : List.of(option, text));
    }

    /** The same command with more words, as they are. */
    public SartorCommand with(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new SartorCommand(all);
    }

    /** The command line. */
    public String text() {
        return "sartor " + words.stream().map(SartorCommand::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        return word.isEmpty() ? "''" : Shell.quote(word);
    }

    @Override
    public String toString() {
        return text();
    }
}
