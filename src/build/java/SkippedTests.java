import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Prints the tests that were skipped, with the reason of each, and exits with 1 if there is one that was not expected.
 *
 * <p>Usage: {@code SkippedTests REPORTS [EXPECTED…]}. {@code REPORTS} is the folder of Surefire's XML files;
 * {@code EXPECTED} are names of tests, {@code package.Class.method}, that may be skipped.
 */
final class SkippedTests {
    /** What follows a method's name: its parameters, the number of the case. */
    private static final Pattern NAME = Pattern.compile("[\\w$]+");

    private SkippedTests() {}

    public static void main(String[] arguments) throws Exception {
        List<String> expected = List.of(arguments).subList(1, arguments.length);
        List<String> unexpected = new ArrayList<>();
        int tests = 0;
        for (Path report : reports(Path.of(arguments[0]))) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            tests += cases.getLength();
            for (int i = 0; i < cases.getLength(); i++) {
                Element test = (Element) cases.item(i);
                NodeList skipped = test.getElementsByTagName("skipped");
                if (skipped.getLength() > 0) {
                    boolean known = expected.contains(test.getAttribute("classname") + "." + method(test));
                    String line = test.getAttribute("classname") + "." + test.getAttribute("name") + ": "
                            + reason((Element) skipped.item(0));
                    System.out.println((known ? "skipped, as expected: " : "SKIPPED: ") + line);
                    if (!known) {
                        unexpected.add(line);
                    }
                }
            }
        }
        if (tests == 0) {
            System.err.println("no reports of tests in " + arguments[0]);
            System.exit(1);
        }
        System.out.printf("%d tests, %d skipped unexpectedly%n", tests, unexpected.size());
        System.exit(unexpected.isEmpty() ? 0 : 1);
    }

    private static List<Path> reports(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message");
        String text = message.isEmpty() ? skipped.getTextContent() : message;
        return text.lines().findFirst().orElse("no reason given");
    }

    /** A test's method; a class that is skipped as a whole has an empty name. */
    private static String method(Element test) {
        Matcher name = NAME.matcher(test.getAttribute("name"));
        return name.lookingAt() ? name.group() : "";
    }
}
