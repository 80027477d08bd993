package dev.sartor.report;

import dev.sartor.data.AtomicFile;
import java.nio.file.Path;

/**
 * Writes a run's report: one HTML file that opens from disk without a network, reads without script, and says first
 * what was found.
 */
public final class Report {
    private Report() {
    }

    /** The page. Same model, same bytes. */
    public static String html(ReportModel model) {
        return new ReportPage(model).html();
    }

    /** Writes the page, whole or not at all. */
    public static void write(ReportModel model, Path file) {
        AtomicFile.writeString(file, html(model));
    }
}
