package dev.sartor.report.markup;

/** The {@code d} attribute of an SVG path. */
public final class PathData {
    private PathData() {}

    /** Joins commands and coordinates: {@code of("M", 0, 1.5, "H", 8)} is {@code M0 1.5H8}. */
    public static String of(Object... parts) {
        var d = new StringBuilder();
        boolean afterNumber = false;
        for (Object part : parts) {
            if (part instanceof Number n) {
                String text = ReportNumbers.coordinate(n.doubleValue());
                d.append(afterNumber && text.charAt(0) != '-' ? " " : "").append(text);
                afterNumber = true;
            } else {
                d.append(part);
                afterNumber = false;
            }
        }
        return d.toString();
    }
}
