package dev.sartor.latency.explanation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockDescription;
import dev.sartor.arch.Head;
import dev.sartor.arch.PartStrings;
import dev.sartor.arch.Stem;
import dev.sartor.latency.explanation.BlockPosition.Choice;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Compares the blocks that a space allows at the same position, by their latency on the device of a table.
 *
 * @param positions positions with two or more blocks, in the order of the network
 * @param contrasts comparison of each block with the block that is allowed at the most positions
 */
public record Explanation(@JsonProperty("places") List<BlockPosition> positions, List<Contrast> contrasts) {
    public Explanation {
        positions = List.copyOf(positions);
        contrasts = List.copyOf(contrasts);
    }

    /** @throws dev.sartor.base.UserError if the table lacks units of the space */
    public static Explanation of(SearchSpace space, LatencyPredictor predictor) {
        predictor.requireUnits(space);
        Map<List<Object>, List<Unit>> unitsByShapes = new LinkedHashMap<>();
        for (Unit unit : space.units()) {
            Segment segment = unit.segment();
            unitsByShapes
                    .computeIfAbsent(List.of(segment.input(), segment.output()), _ -> new ArrayList<>())
                    .add(unit);
        }
        List<BlockPosition> positions = unitsByShapes.values().stream()
                .map(units -> position(units, predictor))
                .filter(p -> p.choices().size() > 1)
                .toList();
        return new Explanation(positions, contrasts(positions));
    }

    private static BlockPosition position(List<Unit> units, LatencyPredictor predictor) {
        Segment segment = units.getFirst().segment();
        return new BlockPosition(
                segment.input(),
                segment.output(),
                units.stream()
                        .map(u -> choice(u, predictor))
                        .sorted(Comparator.comparingDouble(Choice::ms))
                        .toList());
    }

    private static Choice choice(Unit unit, LatencyPredictor predictor) {
        ArchitecturePart part = unit.segment().part();
        String label = PartStrings.label(part);
        String words = switch (part) {
            case Stem _, Head.Classifier _ -> label;
            case Block b -> BlockDescription.of(b);
        };
        return new Choice(
                label,
                words,
                predictor.unitCostMs(unit.key()),
                unit.network().macs(),
                unit.network().params());
    }

    private static List<Contrast> contrasts(List<BlockPosition> positions) {
        Map<String, List<BlockPosition>> byLabel = new TreeMap<>();
        positions.forEach(p -> p.choices()
                .forEach(c -> byLabel.computeIfAbsent(c.label(), _ -> new ArrayList<>())
                        .add(p)));
        Optional<String> common = byLabel.entrySet().stream()
                .max(Comparator.comparingInt((Map.Entry<String, List<BlockPosition>> e) ->
                        e.getValue().size()))
                .map(Map.Entry::getKey);
        Map<String, String> words = new TreeMap<>();
        positions.forEach(p -> p.choices().forEach(c -> words.put(c.label(), c.words())));
        // if two labels have the same description, the labels are used instead
        boolean distinct = new HashSet<>(words.values()).size() == words.size();
        UnaryOperator<String> name = distinct ? words::get : UnaryOperator.identity();
        List<Contrast> contrasts = new ArrayList<>();
        byLabel.forEach((label, positionsOfLabel) -> {
            List<Contrast.Comparison> shared = common.filter(c -> !c.equals(label)).stream()
                    .flatMap(c -> positionsOfLabel.stream()
                            .filter(byLabel.get(c)::contains)
                            .map(p -> new Contrast.Comparison(p, ms(p, label) / ms(p, c))))
                    .toList();
            if (!shared.isEmpty()) {
                contrasts.add(new Contrast(name.apply(label), name.apply(common.orElseThrow()), shared));
            }
        });
        return contrasts;
    }

    private static double ms(BlockPosition position, String label) {
        return position.choices().stream()
                .filter(c -> c.label().equals(label))
                .findFirst()
                .orElseThrow()
                .ms();
    }
}
