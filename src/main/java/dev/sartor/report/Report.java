package dev.sartor.report;

import dev.sartor.base.file.AtomicFile;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.ReportModelReader;
import dev.sartor.report.page.ReportPage;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunFolder;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a run's report: one HTML file that opens from disk without a network, reads without script, and says first
 * what was found.
 */
public final class Report {
    private Report() {}

    /** The page. Same model, same bytes. */
    public static String html(ReportModel model) {
        return new ReportPage(model).html();
    }

    /**
     * Writes a run's {@code report.html}, of what its folder holds so far.
     *
     * @throws dev.sartor.base.UserError if the folder is damaged, or the space is no longer the one that was searched
     */
    public static void write(RunFolder folder) {
        write(folder, folder.trials());
    }

    /**
     * The same while this process has the run open, and so must not read the file of trials.
     *
     * @param trials in their order
     */
    public static void write(RunFolder folder, List<Trial> trials) {
        write(ReportModelReader.model(folder, trials), folder.reportFile());
    }

    /** Writes the page, whole or not at all. */
    public static void write(ReportModel model, Path file) {
        AtomicFile.writeString(file, html(model));
    }
}
