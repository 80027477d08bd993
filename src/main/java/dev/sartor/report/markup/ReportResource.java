package dev.sartor.report.markup;

import dev.sartor.base.ClassPathResource;

/** The style sheets and scripts of reports. */
public final class ReportResource {
    private ReportResource() {}

    /** The text of a file beside this class. */
    public static String text(String name) {
        return ClassPathResource.text(ReportResource.class, name);
    }
}
