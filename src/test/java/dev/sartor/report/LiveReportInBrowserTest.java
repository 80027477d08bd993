package dev.sartor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.report.markup.SampleRun;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The live report of a running search in a browser. */
class LiveReportInBrowserTest {
    @TempDir
    private Path temp;

    @Test
    void theFrontGrowsWhileThePageIsOpenAndTheLastPageStays() throws IOException {
        var sample = new SampleRun(temp);
        List<Trial> trials = sample.search(24, "latency<=0.03ms").trials();
        try (var browser = new HeadlessBrowser(temp.resolve("profile"))) {
            try (LiveReport live = LiveReport.open(RunFolder.open(sample.runFolder()), Duration.ofSeconds(1))) {
                browser.driver().get(live.address().toString());
                assertEquals("No trial has finished yet.", browser.one("h1").getText());
                trials.subList(0, 10).forEach(t -> live.trial(t, null));
                awaitTrials(10, browser);
                int front = countFront(browser);
                browser.one("label[for=view1]").click();
                click("#trials tr[data-t='3']", browser);
                trials.subList(10, trials.size()).forEach(t -> live.trial(t, null));
                awaitTrials(trials.size(), browser);
                assertTrue(countFront(browser) > front, "from " + front + " to " + countFront(browser));
                assertEquals(
                        "The network of trial 4",
                        browser.one("#network h2").getText(),
                        "the selected trial stays selected");
                assertTrue(browser.one(".view1 svg").isDisplayed());
            }
            assertEquals(trials.size(), countRows(browser));
            // a reload of the page would lose the variable
            browser.driver().executeScript("window.stays = true");
            pause();
            assertEquals(true, browser.driver().executeScript("return window.stays"), "it was reloaded after the end");
            assertEquals(List.of(), browser.consoleMessages());
        }
    }

    private static void awaitTrials(int count, HeadlessBrowser browser) {
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
                .ignoring(RuntimeException.class)
                .until(_ -> countRows(browser) == count);
    }

    /** Clicks an element, which an update of the page may replace between its look-up and the click. */
    private static void click(String selector, HeadlessBrowser browser) {
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
                .ignoring(StaleElementReferenceException.class)
                .until(_ -> {
                    browser.one(selector).click();
                    return true;
                });
    }

    private static int countRows(HeadlessBrowser browser) {
        return browser.driver().findElements(By.cssSelector("#trials tbody tr")).size();
    }

    private static int countFront(HeadlessBrowser browser) {
        return browser.driver().findElements(By.cssSelector(".view0 .pt.front")).size();
    }

    /** Waits longer than the reload interval. */
    private static void pause() {
        try {
            Thread.sleep(1500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
