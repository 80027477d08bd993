package dev.sartor.device.factory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of boards from the commands that reach them, for logs and certificates. A name is the word before {@code sartor}, such as
 * {@code pi@host} or the name of a container; the rest of a command may be secret and is left out.
 */
final class BoardNames {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._:-]*");

    private BoardNames() {}

    /** A different name for each command; {@code 2} for the second if it names no host. */
    static List<String> of(List<String> commands) {
        List<String> names = new ArrayList<>();
        for (String command : commands) {
            String number = Integer.toString(names.size() + 1);
            String name = host(command).orElse(number);
            names.add(names.contains(name) ? name + " (" + number + ")" : name);
        }
        return List.copyOf(names);
    }

    private static Optional<String> host(String command) {
        List<String> words = List.of(command.strip().split("\\s+"));
        for (int i = 2; i < words.size(); i++) {
            if (words.get(i).equals("sartor") || words.get(i).endsWith("/sartor")) {
                String host = words.get(words.get(i - 1).equals("--") ? i - 2 : i - 1);
                return WORD.matcher(host).matches() ? Optional.of(host) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
