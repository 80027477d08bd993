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
 * The distinct units of many networks, each drawn once as an SVG symbol. A network's drawing is then a list of numbers,
 * so that a page can hold the drawings of thousands.
 */
public final class SymbolSheet {

    /** One distinct unit: its block string, its multiply-accumulates, and the number of its cell's symbol. */
    public record Unit(String text, SegmentSummary facts, long macs, int cell) {}

    private record Cell(SegmentSummary facts, boolean last) {}

    private record Key(String key, boolean last) {}

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();
    private final Map<Cell, Integer> cells = new LinkedHashMap<>();

    /** The numbers of a network's units: its input, then its segments. New ones are added. */
    public List<Integer> add(Network network) {
        List<Integer> of = new ArrayList<>();
        of.add(numbers.computeIfAbsent(
                new Key("@" + network.input(), false),
                _ -> number("input", SegmentSummary.input(network.input()), 0, false)));
        for (Segment segment : network.segments()) {
            boolean last = segment == network.segments().getLast();
            of.add(numbers.computeIfAbsent(
                    new Key(segment.key(), last),
                    _ -> number(segment.text(), SegmentSummary.of(network, segment), macs(network, segment), last)));
        }
        return of;
    }

    private int number(String text, SegmentSummary facts, long macs, boolean last) {
        int cell = cells.computeIfAbsent(new Cell(facts, last), _ -> cells.size());
        units.add(new Unit(text, facts, macs, cell));
        return units.size() - 1;
    }

    /** All units, by number. */
    public List<Unit> units() {
        return List.copyOf(units);
    }

    public Unit unit(int number) {
        return units.get(number);
    }

    public static long macs(Network network, Segment segment) {
        return IntStream.range(segment.from(), segment.to())
                .mapToLong(i -> network.layer(i).macs())
                .sum();
    }

    /** The symbols {@code c0}, {@code c1} …, all on one scale and with the ground line at one distance from their foot. */
    public void draw(Markup m) {
        List<SegmentCell> drawn = drawn();
        double below = below(drawn);
        m.open("svg", "class", "sn sheet", "width", 0, "height", 0, "aria-hidden", "true")
                .newline();
        int number = 0;
        for (Cell cell : cells.keySet()) {
            SegmentCell c = drawn.get(number);
            m.open(
                    "symbol",
                    "id",
                    "c" + number,
                    "viewBox",
                    "0 " + ReportNumbers.coordinate(-c.above()) + " " + ReportNumbers.coordinate(SegmentCell.WIDTH)
                            + " " + ReportNumbers.coordinate(c.above() + below));
            c.draw(m, cell.last());
            m.close().newline();
            number++;
        }
        m.close().newline();
    }

    /** The heights of all symbols, by number, in user units. */
    public List<Double> heights() {
        List<SegmentCell> drawn = drawn();
        double below = below(drawn);
        return drawn.stream().map(c -> c.above() + below).toList();
    }

    private List<SegmentCell> drawn() {
        var scale = DrawingScale.of(units.stream().map(Unit::facts).toList());
        return cells.keySet().stream()
                .map(c -> new SegmentCell(c.facts(), scale))
                .toList();
    }

    private static double below(List<SegmentCell> drawn) {
        return drawn.stream().mapToDouble(SegmentCell::below).max().orElse(0);
    }
}
