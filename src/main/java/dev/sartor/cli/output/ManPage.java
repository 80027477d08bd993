package dev.sartor.cli.output;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual page of the program in troff with the macros of man(7): all commands with their options. */
public final class ManPage {
    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    /** The page of a program with its subcommands. */
    public static String of(CommandSpec program, String version) {
        var page = new ManPage();
        page.program(program, version);
        return page.text.toString();
    }

    private void program(CommandSpec program, String version) {
        String section = "1";
        String noDate = "";
        macro(
                "TH",
                program.name().toUpperCase(Locale.ROOT),
                section,
                noDate,
                program.name() + " " + version,
                "User Commands");
        macro("SH", "NAME");
        line(program.name() + " - " + String.join(" ", program.usageMessage().description()));
        macro("SH", "SYNOPSIS");
        line(program.name() + " COMMAND [OPTION]... [ARGUMENT]...");
        macro("SH", "COMMANDS");
        commands(program).forEach(this::command);
        macro("SH", "EXIT STATUS");
        program.usageMessage().exitCodeList().forEach(this::addEntry);
        macro("SH", "ENVIRONMENT");
        addEntry("SARTOR_JAVA_HOME", "Folder of the JDK, release 25 or later.");
        addEntry("SARTOR_JAVA_OPTIONS", "Options of the Java virtual machine, such as -Xmx8g.");
        addEntry("NO_COLOR", "If set, output has no colours.");
    }

    private static Stream<CommandSpec> commands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(c -> !c.usageMessage().hidden())
                .flatMap(c -> Stream.concat(Stream.of(c), commands(c)));
    }

    private void command(CommandSpec command) {
        macro("SS", command.qualifiedName());
        lines(List.of(command.usageMessage().header()));
        lines(List.of(command.usageMessage().description()));
        var help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
        macro("PP");
        int indent = 0;
        line(help.synopsis(indent).strip().replaceAll("\\s+", " "));
        command.positionalParameters().forEach(p -> addEntry(p.paramLabel(), description(p)));
        command.options().stream()
                .filter(o -> !o.hidden() && !o.usageHelp() && !o.versionHelp())
                .sorted((a, b) -> a.longestName().compareTo(b.longestName()))
                .forEach(o -> addEntry(names(o), description(o)));
        examples(List.of(command.usageMessage().footer()));
    }

    private void examples(List<String> footer) {
        macro("PP");
        macro("nf");
        footer.stream().dropWhile(String::isBlank).forEach(this::line);
        macro("fi");
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
        return String.join(", ", option.names()) + value;
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description()).replace("%%", "%");
    }

    /** Adds an entry of a list: a tag in bold, and its indented description. */
    private void addEntry(String tag, String description) {
        macro("TP");
        text.append(".B ").append(escape(tag)).append('\n');
        line(description);
    }

    private void lines(List<String> paragraphs) {
        paragraphs.forEach(p -> {
            line(p);
            macro("PP");
        });
    }

    private void line(String line) {
        String escaped = escape(line);
        text.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "")
                .append(escaped)
                .append('\n');
    }

    private void macro(String name, String... arguments) {
        text.append('.').append(name);
        Stream.of(arguments).map(a -> " \"" + escape(a) + "\"").forEach(text::append);
        text.append('\n');
    }

    private static String escape(String plain) {
        return plain.codePoints()
                .mapToObj(c -> switch (c) {
                    case '\\' -> "\\e";
                    case '-' -> "\\-";
                    case '"' -> "\\(dq";
                    default -> c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c);
                })
                .collect(Collectors.joining());
    }
}
