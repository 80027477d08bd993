package dev.sartor.report.drawing;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An SVG sheet with one symbol for each distinct unit of many networks. The drawing of a network is then a list of symbol
 * numbers, so that a page can contain thousands of drawings.
 */
public final class SymbolSheet {

    /** A distinct unit. {@code cell} is the number of its symbol. */
    public record Unit(String text, SegmentSummary summary, long macs, int cell) {}

    private record Cell(SegmentSummary summary, boolean last) {}

    private record Key(String key, boolean last) {}

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private final Map<Cell, Integer> symbols = new LinkedHashMap<>();

    /** Adds the units of a network and returns their numbers: that of the input, then those of the segments. */
    public List<Integer> add(Network network) {
        List<Integer> unitNumbers = new ArrayList<>();
        unitNumbers.add(numbers.computeIfAbsent(
                new Key("@" + network.input(), false),
                _ -> addUnit("input", SegmentSummary.input(network.input()), 0, false)));
        for (Segment segment : network.segments()) {
            boolean last = segment == network.segments().getLast();
            unitNumbers.add(numbers.computeIfAbsent(
                    new Key(segment.key(), last),
                    _ -> addUnit(segment.text(), SegmentSummary.of(network, segment), macs(network, segment), last)));
        }
        return unitNumbers;
    }

    private int addUnit(String text, SegmentSummary summary, long macs, boolean last) {
        int cell = symbols.computeIfAbsent(new Cell(summary, last), _ -> symbols.size());
        units.add(new Unit(text, summary, macs, cell));
        return units.size() - 1;
    }

    /** All units, by number. */
    public List<Unit> units() {
        return List.copyOf(units);
    }

    /** A unit by its number. */
    public Unit unit(int number) {
        return units.get(number);
    }

    /** The multiply-accumulates of a segment. */
    public static long macs(Network network, Segment segment) {
        return IntStream.range(segment.from(), segment.to())
                .mapToLong(i -> network.layer(i).macs())
                .sum();
    }

    /** Writes the symbols {@code c0}, {@code c1} …. All have one scale and the same height below the ground line. */
    public void draw(Markup m) {
        List<SegmentCell> drawnCells = cells();
        double below = heightBelow(drawnCells);
        m.open("svg", "class", "sn sheet", "width", 0, "height", 0, "aria-hidden", "true")
                .newline();
        int number = 0;
        for (Cell cell : symbols.keySet()) {
            SegmentCell c = drawnCells.get(number);
            m.open(
                    "symbol",
                    "id",
                    "c" + number,
                    "viewBox",
                    "0 " + ReportNumbers.coordinate(-c.heightAbove()) + " "
                            + ReportNumbers.coordinate(SegmentCell.WIDTH) + " "
                            + ReportNumbers.coordinate(c.heightAbove() + below));
            c.draw(m, cell.last());
            m.close().newline();
            number++;
        }
        m.close().newline();
    }

    /** The heights of all symbols, by number, in user units. */
    public List<Double> heights() {
        List<SegmentCell> drawnCells = cells();
        double below = heightBelow(drawnCells);
        return drawnCells.stream().map(c -> c.heightAbove() + below).toList();
    }

    private List<SegmentCell> cells() {
        var scale = DrawingScale.of(units.stream().map(Unit::summary).toList());
        return symbols.keySet().stream()
                .map(c -> new SegmentCell(c.summary(), scale))
                .toList();
    }

    private static double heightBelow(List<SegmentCell> drawnCells) {
        return drawnCells.stream().mapToDouble(SegmentCell::heightBelow).max().orElse(0);
    }
}
