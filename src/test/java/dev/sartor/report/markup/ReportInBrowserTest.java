package dev.sartor.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.report.HeadlessBrowser;
import dev.sartor.report.Report;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.SampleReports;
import dev.sartor.report.model.TrialPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The report in headless Chromium, opened from disk; needs chromium and chromium-driver of Debian. */
class ReportInBrowserTest {
    private static final ReportModel RUN = SampleReports.finished(120);

    @TempDir
    private static Path folder;

    private static HeadlessBrowser headless;
    private static ChromeDriver browser;

    @BeforeAll
    static void openBrowser() {
        headless = new HeadlessBrowser(folder.resolve("profile"));
        browser = headless.driver();
        Report.write(RUN, folder.resolve("report.html"));
        Report.write(
                SampleReports.named(
                        "</script><script>document.title='broken out'</script><img src=x onerror=alert(1)>"),
                folder.resolve("hostile.html"));
    }

    @AfterAll
    static void closeBrowser() {
        if (headless != null) {
            headless.close();
        }
    }

    @BeforeEach
    void openReport() {
        // high enough to show the plot: scrolling to it would hide the tooltip
        browser.manage().window().setSize(new Dimension(1280, 1400));
        browser.get(folder.resolve("report.html").toUri().toString());
    }

    @Test
    void thePageOpensWithoutErrorsAndLoadsNothing() {
        assertEquals(List.of(), headless.consoleMessages());
        assertEquals(0L, browser.executeScript("return performance.getEntriesByType('resource').length"));
        assertTrue(
                one("h1").getText().startsWith("Best within 0.9 ms"), one("h1").getText());
    }

    @Test
    void pointingAtATrialShowsItsValues() {
        assertFalse(one("#tip").isDisplayed());
        WebElement mark = mark(fastestOfFront());
        new Actions(browser).moveToElement(mark).perform();
        String tip = one("#tip").getText();
        TrialPoint trial = RUN.trials().get(fastestOfFront());
        assertTrue(tip.startsWith(trial.id() + "\n"), tip);
        assertTrue(
                tip.contains(ReportNumbers.ms(trial.latencyMs().get(SampleReports.TABLE))
                        .replace('\u00a0', ' ')),
                tip);
        new Actions(browser).moveToElement(one("h1")).perform();
        assertFalse(one("#tip").isDisplayed());
    }

    @Test
    void clickingATrialShowsItsNetworkItsCostsAndItsBlockStrings() {
        new Actions(browser).moveToElement(mark(fastestOfFront())).click().perform();
        assertShown(fastestOfFront());
    }

    @Test
    void theScriptDrawsTheSameNetworkAsThePageContains() {
        int first = RUN.trials().indexOf(RUN.bestTrial().orElseThrow());
        String written = displayedNetwork();
        new Actions(browser).moveToElement(mark(fastestOfFront())).click().perform();
        assertNotEquals(written, displayedNetwork());
        new Actions(browser).moveToElement(mark(first)).click().perform();
        assertEquals(written, displayedNetwork());
    }

    @Test
    void trialsOfTheFrontCanBeSelectedWithTheKeyboard() {
        List<Integer> front = front();
        int start = RUN.trials().indexOf(RUN.bestTrial().orElseThrow());
        int before = front.get(front.indexOf(start) - 1);
        WebElement chosen = mark(start);
        assertEquals("0", chosen.getDomAttribute("tabindex"));
        browser.executeScript("arguments[0].focus()", chosen);
        browser.switchTo().activeElement().sendKeys(Keys.ARROW_LEFT);
        assertEquals(
                Integer.toString(before), browser.switchTo().activeElement().getDomAttribute("data-t"));
        assertTrue(one("#tip").getText().startsWith(RUN.trials().get(before).id()));
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        assertShown(before);
        browser.switchTo().activeElement().sendKeys(Keys.ARROW_UP, Keys.ARROW_DOWN);
        assertEquals(
                Integer.toString(before), browser.switchTo().activeElement().getDomAttribute("data-t"));
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        assertFalse(one("#tip").isDisplayed());
    }

    @Test
    void columnsSortInBothDirectionsWithTrialsWithoutAValueLast() {
        WebElement accuracy = browser.findElement(By.cssSelector("#trials button[data-column='1']"));
        List<Double> wanted = new ArrayList<>(RUN.trials().stream()
                .map(t -> t.score().orElse(Double.POSITIVE_INFINITY))
                .sorted()
                .toList());
        accuracy.click();
        assertEquals(wanted, accuracies(Double.POSITIVE_INFINITY));
        accuracy.click();
        wanted = RUN.trials().stream()
                .map(t -> t.score().orElse(-1))
                .sorted(Comparator.reverseOrder())
                .toList();
        assertEquals(wanted, accuracies(-1));
        assertEquals(
                "descending",
                browser.findElement(By.cssSelector("th[aria-sort]")).getDomAttribute("aria-sort"));
    }

    @Test
    void theFrontAloneCanBeShown() {
        one("button[data-filter=front]").click();
        long shown = (long) browser.executeScript(
                "return [...document.querySelectorAll('#trials tbody tr')].filter(r => !r.hidden).length");
        assertEquals(front().size(), shown);
    }

    @Test
    void theCostOfThePlotCanBeChanged() {
        browser.findElement(By.cssSelector("label[for=view1]")).click();
        assertTrue(one(".view1 svg").isDisplayed());
        assertFalse(one(".view0 svg").isDisplayed());
        assertTrue(one(".view1").getText().contains("multiply-accumulates, million"));
    }

    @Test
    void thePageFitsANarrowWindow() {
        for (int width : new int[] {360, 400, 500, 900, 1600}) {
            headless.setLayoutWidth(width);
            assertEquals(0, headless.overflow(), "at " + width);
        }
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    @Test
    void namesThatContainScriptsAreNotRun() {
        browser.get(folder.resolve("hostile.html").toUri().toString());
        assertTrue(browser.getTitle().startsWith("</script>"), browser.getTitle());
        new Actions(browser).moveToElement(mark(0)).perform();
        assertTrue(one("#tip").getText().startsWith("</script><script>"));
        assertEquals(List.of(), browser.findElements(By.tagName("img")));
        assertEquals(List.of(), headless.consoleMessages());
    }

    private static void assertShown(int number) {
        TrialPoint trial = RUN.trials().get(number);
        assertEquals("The network of trial " + trial.id(), one("#network h2").getText());
        assertEquals(
                trial.network().segments().size() + 1,
                browser.findElements(By.cssSelector("#drawing li")).size());
        assertEquals(
                trial.network().segments().stream().map(s -> s.text()).toList(),
                browser.findElements(By.cssSelector("#blocks code")).stream()
                        .map(WebElement::getText)
                        .toList());
        double sum = browser.findElements(By.cssSelector("#drawing b")).stream()
                .mapToDouble(b -> Double.parseDouble(b.getText()))
                .sum();
        assertEquals(trial.latencyMs().get(SampleReports.TABLE), sum, 0.01);
        WebElement box = one("#drawing li:nth-child(2) svg");
        assertTrue(box.getSize().height > 40, "the first block is drawn " + box.getSize());
    }

    /** The fastest trial of the front, which is far from its neighbours, so that the pointer cannot hit another one. */
    private static int fastestOfFront() {
        return front().getFirst();
    }

    /** The indices of the trials of the front, the fastest first. */
    private static List<Integer> front() {
        return IntStream.range(0, RUN.trials().size())
                .boxed()
                .filter(i -> RUN.trials().get(i).onFront())
                .sorted(Comparator.comparingDouble(
                        i -> RUN.trials().get(i).latencyMs().get(SampleReports.TABLE)))
                .toList();
    }

    /** The accuracies of the rows in their order, with a number in place of a missing one. */
    private static List<Double> accuracies(double missing) {
        return browser.findElements(By.cssSelector("#trials tbody tr")).stream()
                .map(r -> RUN.trials()
                        .get(Integer.parseInt(r.getDomAttribute("data-t")))
                        .score()
                        .orElse(missing))
                .toList();
    }

    /** All that the page shows of the network of the selected trial. */
    private static String displayedNetwork() {
        return (String) browser.executeScript("return document.getElementById('drawing').innerText +"
                + " document.getElementById('blocks').innerText +"
                + " document.getElementById('facts').innerText + [...document.querySelectorAll('#drawing"
                + " use')].map(u => u.getAttribute('href')) + [...document.querySelectorAll('#network"
                + " i')].map(i => Math.round(parseFloat(i.style.width)))");
    }

    /** The mark of a trial in the first plot. */
    private static WebElement mark(int trial) {
        return one(".view0 .pt[data-t='" + trial + "']");
    }

    private static WebElement one(String selector) {
        return headless.one(selector);
    }
}
