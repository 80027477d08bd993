package dev.sartor.space.unit;

import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.genome.BlockChoices;
import dev.sartor.space.genome.GeneLayout;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.genome.SpaceDefinition;
import dev.sartor.space.genome.Stage;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the {@link UnitGraph} of a space, by visiting every input shape of every stage once. A block whose groups do not
 * divide its channels is a {@link UserError} with the location of its stage.
 */
public final class UnitGraphBuilder {
    private record State(int stage, Shape shape, double alpha, int sharedAttributes) {}

    /** Many times what can be measured in a day. */
    private static final int MAX_UNITS = 100_000;

    private final SpaceDefinition definition;
    private final GeneLayout genes;
    private final Map<State, Node> nodes = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();

    public UnitGraphBuilder(SpaceDefinition definition, GeneLayout genes) {
        this.definition = definition;
        this.genes = genes;
    }

    public UnitGraph build() {
        List<Start> starts = new ArrayList<>();
        for (int side : definition.resolutions()) {
            Shape input = new Shape(definition.inputChannels(), side, side);
            for (double alpha : definition.widthMultipliers()) {
                for (int shared = 0; shared < definition.sharedAttributeLabels().size(); shared++) {
                    for (Stem stem : definition.stems().get(shared)) {
                        starts.add(start(definition.multipliers().scaled(stem, alpha), input, alpha, shared));
                    }
                }
            }
        }
        int maxLength =
                2 + definition.stages().stream().mapToInt(Stage::maxDepth).sum();
        return new UnitGraph(new GenomePaths(definition, genes), units, starts, maxLength);
    }

    private Start start(Stem stem, Shape input, double alpha, int shared) {
        int unit = add(Lowering.lower(stem, input));
        return new Start(unit, node(new State(0, units.get(unit).segment().output(), alpha, shared)));
    }

    private Node node(State state) {
        Node known = nodes.get(state);
        if (known == null) {
            known = state.stage() == definition.stages().size()
                    ? new Node(List.of(), heads(state))
                    : new Node(steps(state), new int[0]);
            nodes.put(state, known);
        }
        return known;
    }

    private int[] heads(State state) {
        return definition.heads().get(state.sharedAttributes()).stream()
                .map(h -> definition.multipliers().scaled(h, state.alpha()))
                .filter(Head.Classifier.class::isInstance)
                .map(Head.Classifier.class::cast)
                .mapToInt(h -> add(Lowering.lower(h, state.shape())))
                .toArray();
    }

    private List<Step> steps(State state) {
        Stage stage = definition.stages().get(state.stage());
        List<Step> steps = new ArrayList<>();
        for (int stride : stage.strides()) {
            for (int channels : stage.channels()) {
                Shape out =
                        state.shape().convolutionOutput(stride, Multipliers.scaledChannels(channels, state.alpha()));
                Node next = node(new State(state.stage() + 1, out, state.alpha(), state.sharedAttributes()));
                for (BlockChoices blocks : stage.blockChoices().get(state.sharedAttributes())) {
                    // a stage of one block has no later blocks, whose units must not be counted
                    steps.add(new Step(
                            blocks(stage, blocks.firstBlock(), stride, state.shape(), out.channels()),
                            stage.maxDepth() > 1
                                    ? blocks(stage, blocks.laterBlocks(), 1, out, out.channels())
                                    : new int[0],
                            next));
                }
            }
        }
        return steps;
    }

    private int[] blocks(Stage stage, List<Block> alternatives, int stride, Shape in, int channels) {
        return alternatives.stream()
                .mapToInt(b -> block(stage, withStageStride(stage, b, stride).withChannels(channels), in))
                .toArray();
    }

    private static Block withStageStride(Stage stage, Block block, int stride) {
        try {
            return block.withStride(stride);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage(),
                    stage.location() + ", block " + BlockStrings.label(block),
                    "give the first block of the stage its own alternatives, with the key 'first'");
        }
    }

    private int block(Stage stage, Block block, Shape in) {
        Integer known = ids.get(BlockStrings.format(block) + "@" + in);
        if (known != null) {
            return known;
        }
        try {
            return add(Lowering.lower(block, in));
        } catch (UserError e) {
            throw e.withLocation(stage.location() + ", " + e.where());
        }
    }

    private int add(Network network) {
        if (units.size() >= MAX_UNITS) {
            throw new UserError(
                    "more than " + MAX_UNITS + " different units",
                    "the space's resolutions, widths and channels",
                    "state fewer choices: no table of so many units can be measured");
        }
        Unit unit = new Unit(network);
        return ids.computeIfAbsent(unit.key(), _ -> {
            units.add(unit);
            return units.size() - 1;
        });
    }
}
