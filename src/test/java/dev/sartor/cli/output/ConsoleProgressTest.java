package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The arguments of {@code update} are: items done, all items, what the items are, items per second if known, and details. */
class ConsoleProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter text = new StringWriter();
    private final AtomicLong clock = new AtomicLong(5 * SECOND);

    private ConsoleProgress progress(ConsoleProgress.Mode mode) {
        return new ConsoleProgress(new PrintWriter(text), mode, clock::get);
    }

    @Test
    void pipedProgressIsAPlainLineEveryTenSeconds() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("measuring");
        for (int second = 1; second <= 25; second++) {
            clock.addAndGet(SECOND);
            p.update(second * 10, 1000, "units", "p50 1.2 ms");
        }
        assertEquals(
                String.format("measuring%n  100/1000 units, 10.0/s, 1:30 left; p50 1.2 ms%n"
                        + "  200/1000 units, 10.0/s, 1:20 left; p50 1.2 ms%n"),
                text.toString());
    }

    @Test
    void aTerminalLineIsRedrawnInPlaceAndClearedAtTheEnd() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.TERMINAL);
        p.phase("training");
        clock.addAndGet(SECOND);
        p.update(660, 60000, "images", "");
        p.clear();
        assertEquals(
                String.format("training%n\r\u001b[K  660/60000 images, 660/s, 0:45 to 1:30 left\r\u001b[K"),
                text.toString());
    }

    @Test
    void aContinuedStepUsesTheGivenRate() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("training");
        clock.addAndGet(10 * SECOND);
        p.update(900, 1000, "images", 10, "");
        assertEquals(String.format("training%n  900/1000 images, 10.0/s, 0:05 to 0:10 left%n"), text.toString());
    }

    @Test
    void eachKindOfItemInAStepHasItsOwnRate() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("measuring");
        for (int loaded = 1; loaded <= 297; loaded++) {
            p.update(loaded, 297, "models loaded", "");
        }
        clock.addAndGet(300 * SECOND);
        p.update(1, 297, "models loaded", "");
        clock.addAndGet(10 * SECOND);
        p.update(101, 297, "models loaded", "");
        assertEquals(
                String.format("measuring%n  1/297 models loaded%n  101/297 models loaded, 10.0/s, 0:10 to 0:20 left%n"),
                text.toString());
    }

    @Test
    void theRemainingTimeOfOneKindOfItemsDoesNotDependOnThatOfTheKindBefore() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("searching");
        clock.addAndGet(100 * SECOND);
        p.update(10, 1010, "images", 0.1, "");
        clock.addAndGet(10 * SECOND);
        p.update(1, 101, "networks", 10, "");
        assertEquals(
                String.format("searching%n  10/1010 images, 0.10/s, 1:23:20 to 2:46:40 left%n"
                        + "  1/101 networks, 10.0/s, 0:05 to 0:10 left%n"),
                text.toString());
    }

    @Test
    void noRateIsPrintedIfAllItemsWereDoneBefore() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("searching");
        clock.addAndGet(10 * SECOND);
        p.update(40, 100, "networks", 0, "generation 3");
        assertEquals(String.format("searching%n  40/100 networks; generation 3%n"), text.toString());
    }

    @Test
    void itemsDoneBeforeTheStepStartedDoNotCountInItsRate() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.PLAIN);
        p.phase("preparing", 500, 1000, "images");
        clock.addAndGet(10 * SECOND);
        p.update(600, 1000, "images", "");
        assertEquals(String.format("preparing%n  600/1000 images, 10.0/s, 0:20 to 0:40 left%n"), text.toString());
    }

    @Test
    void quietPrintsNothing() {
        ConsoleProgress p = progress(ConsoleProgress.Mode.QUIET);
        p.phase("training");
        clock.addAndGet(60 * SECOND);
        p.update(1, 2, "images", "");
        p.println("done");
        assertEquals("", text.toString());
    }
}
