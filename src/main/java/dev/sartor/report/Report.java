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
 * Writes the report of a run: one self-contained HTML file that needs no network, is readable without script, and starts
 * with the result.
 */
public final class Report {
    private Report() {}

    /** The page. The same model gives the same bytes. */
    public static String html(ReportModel model) {
        return new ReportPage(model).html();
    }

    /**
     * Writes {@code report.html} of a run from the present contents of its folder.
     *
     * @throws dev.sartor.base.UserError if the folder is damaged, or the space was changed after the search
     */
    public static void write(RunFolder folder) {
        write(folder, folder.trials());
    }

    /**
     * Writes {@code report.html} of a run that this process has open: the file of trials is not read.
     *
     * @param trials the trials of the run, in order
     */
    public static void write(RunFolder folder, List<Trial> trials) {
        write(ReportModelReader.read(folder, trials), folder.reportFile());
    }

    /** Writes the page atomically. */
    public static void write(ReportModel model, Path file) {
        AtomicFile.writeString(file, html(model));
    }
}
