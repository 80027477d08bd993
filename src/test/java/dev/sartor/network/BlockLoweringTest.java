package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BlockLoweringTest {

    /**
     * The layers of a block on an input of 16 x 8 x 8 in order: the operation, and in brackets the layers that it reads unless it reads
     * the one before alone. Checked by hand against the papers and timm.
     */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "block-layers.csv", delimiter = '|', ignoreLeadingAndTrailingWhitespace = true)
    void theLayersOfABlockAreThoseOfItsPaper(String block, String layers) {
        assertEquals(layers, describe(block));
    }

    private static String describe(String block) {
        Network network = Lowering.lower(BlockStrings.parse(block), new Shape(16, 8, 8));
        return network.layers().size() == 1
                ? "none"
                : network.layers().stream()
                        .skip(1)
                        .map(BlockLoweringTest::describe)
                        .collect(Collectors.joining(", "));
    }

    private static String describe(Layer layer) {
        String operation = switch (layer.op()) {
            case Op.Conv c ->
                "conv" + c.kernel() + "/" + c.stride() + (c.groups() > 1 ? " groups " + c.groups() : "") + " " + c.in()
                        + ">" + c.out();
            case Op.BatchNorm _ -> "norm";
            case Op.Activate a -> a.function().name().toLowerCase(Locale.ROOT);
            case Op.Linear l -> "linear " + l.in() + ">" + l.out();
            case Op.AveragePool p -> "pool" + p.kernel() + "/" + p.stride();
            case Op.GlobalAveragePool _ -> "global pool";
            case Op.Add _ -> "add";
            case Op.Scale _ -> "scale";
            case Op.Concat _ -> "concat";
            case Op.Shuffle s -> "shuffle " + s.groups();
            case Op.Input _, Op.Dropout _, Op.MaxPool _ -> throw new AssertionError(layer);
        };
        boolean follows = layer.inputs().size() == 1 && layer.inputs().getFirst() == layer.id() - 1;
        return operation + (follows ? "" : " " + layer.inputs());
    }
}
