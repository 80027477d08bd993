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
 * An SVG sheet with one symbol for each distinct unit of many networks. A unit is an input, stem, block or head with its input
 * shape. The drawing of a network is then a list of symbol numbers, so that a page can contain thousands of drawings.
 */
public final class SymbolSheet {

    /**
     * A distinct unit.
     *
     * @param text block string, or a text for input, stem and head
     * @param macs multiply-accumulates of one image
     * @param cell number of its symbol
     */
    public record DrawnUnit(String text, SegmentSummary summary, long macs, int cell) {}

    /** What a symbol depends on; the last one of a network has an arrow. Units that look alike share a symbol. */
    private record Cell(SegmentSummary summary, boolean isLast) {}

    /** What a unit is identified by. */
    private record Key(String key, boolean isLast) {}

    private static final boolean IS_LAST = false;
    private static final long NO_MACS = 0;
    private final Map<Key, Integer> unitNumbers = new HashMap<>();
    private final List<DrawnUnit> units = new ArrayList<>();
    private final Map<Cell, Integer> symbolNumbers = new LinkedHashMap<>();

    /** Adds the units of a network and returns their numbers: the number of the input, then the numbers of the segments. */
    public List<Integer> add(Network network) {
        List<Integer> numbersOfNetwork = new ArrayList<>();
        numbersOfNetwork.add(unitNumbers.computeIfAbsent(
                new Key("@" + network.input(), IS_LAST),
                _ -> addUnit("input", SegmentSummary.input(network.input()), NO_MACS, IS_LAST)));
        for (Segment segment : network.segments()) {
            boolean last = segment == network.segments().getLast();
            numbersOfNetwork.add(unitNumbers.computeIfAbsent(
                    new Key(segment.key(), last),
                    _ -> addUnit(segment.text(), SegmentSummary.of(network, segment), macs(network, segment), last)));
        }
        return numbersOfNetwork;
    }

    private int addUnit(String text, SegmentSummary summary, long macs, boolean last) {
        int cell = symbolNumbers.computeIfAbsent(new Cell(summary, last), _ -> symbolNumbers.size());
        units.add(new DrawnUnit(text, summary, macs, cell));
        return units.size() - 1;
    }

    /** All units, by number. */
    public List<DrawnUnit> units() {
        return List.copyOf(units);
    }

    /** A unit by its number. */
    public DrawnUnit unit(int number) {
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
        for (Cell cell : symbolNumbers.keySet()) {
            SegmentCell c = drawnCells.get(number);
            m.open(
                    "symbol",
                    "id",
                    "c" + number,
                    "viewBox",
                    "0 " + ReportNumbers.coordinate(-c.heightAbove()) + " "
                            + ReportNumbers.coordinate(SegmentCell.WIDTH) + " "
                            + ReportNumbers.coordinate(c.heightAbove() + below));
            c.draw(m, cell.isLast());
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
        var scale = DrawingScale.of(units.stream().map(DrawnUnit::summary).toList());
        return symbolNumbers.keySet().stream()
                .map(c -> new SegmentCell(c.summary(), scale))
                .toList();
    }

    private static double heightBelow(List<SegmentCell> drawnCells) {
        return drawnCells.stream().mapToDouble(SegmentCell::heightBelow).max().orElse(0);
    }
}
