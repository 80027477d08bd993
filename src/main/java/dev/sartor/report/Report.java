package dev.sartor.report;

import dev.sartor.data.AtomicFile;
import dev.sartor.search.RunFolder;
import dev.sartor.search.Trial;
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
     * @throws dev.sartor.arch.UserError if the folder is damaged, or the space is no longer the one that was searched
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
        write(RunReport.model(folder, trials), folder.reportFile());
    }

    /** Writes the page, whole or not at all. */
    public static void write(ReportModel model, Path file) {
        AtomicFile.writeString(file, html(model));
    }
}
