package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands and options that the texts of the program name, against those that exist. */
class HintsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");
    /** Line ends within a text that is concatenated from literals. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Pattern LITERAL = Pattern.compile("\"((?:\\\\.|[^\"\\\\\n])*)\"");
    /** A command in a text, up to the end of its part of a sentence. */
    private static final Pattern COMMAND =
            Pattern.compile("\\bsartor ((?:tables import|[a-z-]+)\\b(?:(?!sartor |[;:,)] |\\. ).)*)");

    /** A command that the code builds, up to the end of the statement. */
    private static final Pattern BUILT_COMMAND =
            Pattern.compile("(?s)SartorCommand\\.of\\(\"([a-z-]+)\"\\)((?:(?!SartorCommand\\.of|;).)*)");
    /** A literal that begins a command, followed by text that is appended without quotes for the shell. */
    private static final Pattern CONTINUED_COMMAND = Pattern.compile("\"[^\"\n]*\\bsartor [a-z][^\"\n;.]* \"\\s*\\+");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]+");
    /** Options of programs that Sartor starts, and of the JVM. */
    private static final Set<String> OTHER_PROGRAMS = Set.of("--add-modules");

    /** Contains options of browsers. */
    private static final Path BROWSER_TRANSPORT = Path.of("dev/sartor/device/remote/BrowserTransport.java");
    /** The command of a remote agent as the value of an option, such as {@code 'ssh HOST sartor agent'}. */
    private static final Pattern AGENT = Pattern.compile("([\"'])[^\"']*sartor agent\\1");

    private final CommandLine sartor = Sartor.commandLine();

    /** Source files without comments, and with texts joined. */
    private static List<Source> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Source> sources = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                sources.add(
                        new Source(SOURCES.relativize(file), JOINT.matcher(code).replaceAll("")));
            }
            return sources;
        }
    }

    private record Source(Path file, String code) {
        List<String> texts() {
            return LITERAL.matcher(code)
                    .results()
                    .map(m -> m.group(1).replace("\\\"", "\""))
                    .toList();
        }
    }

    private Optional<CommandSpec> command(String words) {
        CommandLine command = sartor;
        for (String word : words.split("[^a-z-]+")) {
            CommandLine sub = command.getSubcommands().get(word);
            if (sub == null) {
                break;
            }
            command = sub;
        }
        return command == sartor ? Optional.empty() : Optional.of(command.getCommandSpec());
    }

    private static List<String> unknownOptions(CommandSpec command, String text) {
        return OPTION.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(o -> command.findOption(o) == null)
                .toList();
    }

    /** picocli takes the descriptions as format strings. */
    @Test
    void percentSignsInTheHelpOfOptionsAreEscaped() {
        List<String> descriptions = Sartor.commandLine().getSubcommands().values().stream()
                .flatMap(c -> c.getCommandSpec().options().stream())
                .map(o -> ((AnnotatedElement) o.userObject()).getAnnotation(CommandLine.Option.class))
                .flatMap(annotation -> Arrays.stream(annotation.description()))
                .map(text -> text.replaceAll("\\$\\{[A-Z-]+}", ""))
                .toList();
        assertTrue(descriptions.size() > 100, "only " + descriptions.size());
        descriptions.forEach(text -> assertDoesNotThrow(() -> text.formatted(), text));
    }

    @Test
    void everyCommandInATextExistsAndHasTheOptionsThatFollowIt() throws IOException {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Source source : sources()) {
            for (String text : source.texts()) {
                for (MatchResult m : COMMAND.matcher(AGENT.matcher(text).replaceAll("'ssh HOST'"))
                        .results()
                        .toList()) {
                    commands++;
                    Optional<CommandSpec> command = command(m.group(1));
                    if (command.isEmpty()
                            || !unknownOptions(command.get(), m.group(1)).isEmpty()) {
                        wrong.add(source.file() + ": " + m.group());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(commands > 50, commands + " commands");
    }

    @Test
    void everyCommandThatTheCodeBuildsExistsAndHasItsOptions() throws IOException {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Source source : sources()) {
            for (MatchResult m : BUILT_COMMAND.matcher(source.code()).results().toList()) {
                commands++;
                Optional<CommandSpec> command = command(m.group(1));
                if (command.isEmpty()
                        || !unknownOptions(command.get(), m.group(2)).isEmpty()) {
                    wrong.add(source.file() + ": " + m.group());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(commands > 10, commands + " commands");
    }

    @Test
    void wordsAppendedToACommandAreQuotedForTheShell() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Source source : sources()) {
            CONTINUED_COMMAND
                    .matcher(source.code())
                    .results()
                    .forEach(m -> wrong.add(source.file() + ": " + m.group()));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyOptionInATextExists() throws IOException {
        Set<String> known = sartor.getSubcommands().values().stream()
                .flatMap(c -> Stream.concat(Stream.of(c), c.getSubcommands().values().stream()))
                .flatMap(c -> c.getCommandSpec().options().stream())
                .flatMap(o -> Stream.of(o.names())
                        .flatMap(n -> o.negatable() ? Stream.of(n, n.replaceFirst("^--", "--no-")) : Stream.of(n)))
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        for (Source source : sources()) {
            if (source.file().equals(BROWSER_TRANSPORT)) {
                continue;
            }
            for (String text : source.texts()) {
                OPTION.matcher(text)
                        .results()
                        .map(MatchResult::group)
                        .filter(o -> !known.contains(o) && !OTHER_PROGRAMS.contains(o))
                        .forEach(o -> unknown.add(source.file() + ": " + o));
            }
        }
        assertEquals(Set.of(), unknown);
    }
}
