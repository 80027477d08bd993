package dev.sartor.latency.foreign;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads FBNet's table of Caffe2 operators, with one JSON object per line: {@code op_type, op_args, input_shapes,
 * runtime_us_p50 …}. The latency of a unit (stem, block or head) is the sum over its operators. Batch norm and ReLU are fused
 * into a convolution and have no latency of their own. Units with operators that the table lacks are left out.
 */
final class FbnetReader {
    private static final Pattern STRIDE = Pattern.compile("name: \"stride\"\\s+i: (\\d+)");
    private static final double US_PER_MS = 1000;

    private static final int NO_STRIDE = 1;

    /** Latencies in microseconds by {@link #key}; an operator may be in the file several times. */
    private final Map<String, List<Double>> microseconds = new HashMap<>();

    private final ImportedRows rows;

    FbnetReader(ImportedRows rows) {
        this.rows = rows;
    }

    void read(String file, String text, SearchSpace space) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                addOperator(lines.get(i), file + ":" + (i + 1));
            }
        }
        space.units().forEach(this::add);
    }

    private void addOperator(String line, String where) {
        try {
            JsonNode record = JsonMapper.shared().readTree(line);
            String key = key(
                    record.path("op_type").asString(),
                    shapes(record.path("input_shapes")),
                    stride(record.path("op_args")));
            microseconds
                    .computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(record.required("runtime_us_p50").doubleValue());
        } catch (JacksonException e) {
            throw new UserError(
                    "not an operator: " + e.getOriginalMessage(),
                    where,
                    "use the published JSON file, with one operator per line");
        }
    }

    private void add(Unit unit) {
        double ms = 0;
        for (Layer layer : unit.network().layers()) {
            List<String> keys = keys(unit.network(), layer);
            OptionalDouble found = keys.stream()
                    .filter(microseconds::containsKey)
                    .findFirst()
                    .map(k -> microseconds.get(k).stream()
                            .mapToDouble(Double::doubleValue)
                            .average())
                    .orElse(OptionalDouble.empty());
            if (!keys.isEmpty() && found.isEmpty()) {
                rows.addEntryWithoutRow(unit.key(), "the table lacks " + keys.getFirst());
                return;
            }
            ms += found.orElse(0) / US_PER_MS;
        }
        rows.add(unit.key(), unit, ms, Optional.empty());
    }

    /** The keys of operators that can compute a layer, the best match first; none for a layer that is fused into another. */
    private static List<String> keys(Network network, Layer layer) {
        return switch (layer.op()) {
            case Op.Input _, Op.BatchNorm _, Op.Dropout _ -> List.of();
            case Op.Conv c -> {
                String shapes = shape(network.inputShape(layer)) + " [" + c.out() + ", " + c.kernel() + ", "
                        + c.kernel() + ", " + c.in() / c.groups() + "] [" + c.out() + "]";
                yield List.of(key("Int8ConvRelu", shapes, c.stride()), key("Int8Conv", shapes, c.stride()));
            }
            case Op.Linear l ->
                List.of(key(
                        "Int8FC",
                        shape(network.inputShape(layer)) + " [" + l.out() + ", " + l.in() + "] [" + l.out() + "]",
                        NO_STRIDE));
            case Op.Add _ -> {
                String both = shape(layer.output()) + " " + shape(layer.output());
                yield List.of(key("Int8Add", both, NO_STRIDE), key("Int8Sum", both, NO_STRIDE));
            }
            case Op.GlobalAveragePool _ -> List.of(key("Int8AveragePool", shape(network.inputShape(layer)), NO_STRIDE));
            case Op.Activate a ->
                switch (a.function()) {
                    case RELU, RELU6 -> List.of();
                    case HSWISH, SWISH, SIGMOID, HARD_SIGMOID -> List.of(layer.kind());
                };
            case Op.Scale _, Op.Concat _, Op.Shuffle _, Op.AveragePool _, Op.MaxPool _ -> List.of(layer.kind());
        };
    }

    /** An operator's name with the shapes of its input, weights and bias (or of its inputs), and its stride. */
    private static String key(String operator, String shapes, int stride) {
        return operator + " " + shapes + (stride == NO_STRIDE ? "" : " stride " + stride);
    }

    private static String shape(Shape s) {
        return "[1, " + s.height() + ", " + s.width() + ", " + s.channels() + "]";
    }

    private static String shapes(JsonNode node) {
        List<String> shapes = new ArrayList<>();
        for (JsonNode shape : node) {
            List<String> sides = new ArrayList<>();
            shape.forEach(side -> sides.add(side.asString()));
            shapes.add("[" + String.join(", ", sides) + "]");
        }
        return String.join(" ", shapes);
    }

    private static int stride(JsonNode args) {
        for (JsonNode arg : args) {
            Matcher m = STRIDE.matcher(arg.asString());
            if (m.find()) {
                return Integer.parseInt(m.group(1));
            }
        }
        return NO_STRIDE;
    }
}
