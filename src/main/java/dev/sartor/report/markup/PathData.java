package dev.sartor.report.markup;

/** The {@code d} attribute of an SVG path. */
public final class PathData {
    private PathData() {}

    /** Commands and coordinates in turn: {@code of("M", 0, 1.5, "H", 8)} is {@code M0 1.5H8}. */
    public static String of(Object... parts) {
        var d = new StringBuilder();
        boolean afterFigure = false;
        for (Object part : parts) {
            if (part instanceof Number n) {
                String text = ReportNumbers.coordinate(n.doubleValue());
                d.append(afterFigure && text.charAt(0) != '-' ? " " : "").append(text);
                afterFigure = true;
            } else {
                d.append(part);
                afterFigure = false;
            }
        }
        return d.toString();
    }
}
