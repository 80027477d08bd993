package dev.sartor.space.unit;

import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.space.genome.BlockChoices;
import dev.sartor.space.genome.GeneLayout;
import dev.sartor.space.genome.GenomePaths;
import dev.sartor.space.genome.SpaceDefinition;
import dev.sartor.space.genome.Stage;
import dev.sartor.space.unit.UnitGraph.Node;
import dev.sartor.space.unit.UnitGraph.Start;
import dev.sartor.space.unit.UnitGraph.Step;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Builds the {@link UnitGraph} of a space, by visiting every input shape of every stage once. A block whose groups do not
 * divide its channels is a {@link UserError} with the location of its stage. After {@value #MAX_UNITS} units the rest of the
 * graph is built only as far as it is used.
 */
public final class UnitGraphBuilder {
    /**
     * What determines the choices for the rest of a network; {@code stage} is the next one, {@code alpha} the width
     * multiplier.
     */
    private record State(int stage, Shape shape, double alpha, int networkAttributes) {}

    /** Maximum number of units that are created in advance: more cannot be measured in a day. */
    static final int MAX_UNITS = 100_000;
    /** Maximum sum of the numbers of alternatives over all steps: visiting more takes long even if few units are distinct. */
    private static final int MAX_ALTERNATIVES = 2_000_000;
    /** Maximum number of arcs (choices of one unit in one state) for exact bounds, which need about 100 bytes for each arc. */
    private static final int MAX_ARCS = 5_000_000;

    private final SpaceDefinition definition;
    private final GeneLayout genes;
    private final Map<State, Node> nodes = new HashMap<>();
    private final UnitIndex units = new UnitIndex();
    /** Whether the graph is created in advance; false as soon as it has too many units or alternatives. */
    private boolean eager = true;
    /** The sum of the numbers of alternatives over all steps so far. */
    private int alternatives;

    private long arcs;

    public UnitGraphBuilder(SpaceDefinition definition, GeneLayout genes) {
        this.definition = definition;
        this.genes = genes;
    }

    public UnitGraph build() {
        checkStarts();
        List<Start> starts = new ArrayList<>();
        for (int side : definition.resolutions()) {
            Shape input = new Shape(definition.inputChannels(), side, side);
            for (double alpha : definition.widthMultipliers()) {
                for (int networkAttributes = 0;
                        networkAttributes
                                < definition.networkAttributeCombinations().size();
                        networkAttributes++) {
                    for (Stem stem : definition.stems().get(networkAttributes)) {
                        starts.add(
                                start(definition.multipliers().scaled(stem, alpha), input, alpha, networkAttributes));
                    }
                }
            }
        }
        int stemAndHead = 2;
        int maxLength = stemAndHead
                + definition.stages().stream().mapToInt(Stage::maxDepth).sum();
        if (eager) {
            units.complete();
        }
        return new UnitGraph(
                new GenomePaths(definition, genes), units, starts, maxLength, eager, eager && arcs <= MAX_ARCS);
    }

    private void checkStarts() {
        double starts = (double) definition.resolutions().size()
                * definition.widthMultipliers().size()
                * definition.networkAttributeCombinations().size()
                * definition.stems().getFirst().size();
        if (starts > MAX_UNITS) {
            throw new UserError(
                    "more than " + MAX_UNITS + " combinations of resolution, width, shared attributes and stem",
                    "the space's resolutions, widths, attributes and stems",
                    "write fewer choices");
        }
    }

    private Start start(Stem stem, Shape input, double alpha, int networkAttributes) {
        int unit = index(stem, input);
        return new Start(unit, node(new State(0, units.get(unit).output(), alpha, networkAttributes)));
    }

    private synchronized Node node(State state) {
        Node known = nodes.get(state);
        if (known == null) {
            known = state.stage() == definition.stages().size()
                    ? new Node(List.of(), heads(state))
                    : new Node(new Steps(state), new int[0]);
            nodes.put(state, known);
            for (int i = 0; eager && i < known.steps().size(); i++) {
                // creates the step, and the nodes after it
                known.steps().get(i);
            }
        }
        return known;
    }

    private int[] heads(State state) {
        return definition.heads().get(state.networkAttributes()).stream()
                .map(h -> definition.multipliers().scaled(h, state.alpha()))
                .filter(Head.Classifier.class::isInstance)
                .map(Head.Classifier.class::cast)
                .mapToInt(h -> index(h, state.shape()))
                .toArray();
    }

    /** The steps of a node, each created when it is first used. */
    private final class Steps extends AbstractList<Step> implements RandomAccess {
        private final State state;
        private final Step[] created;

        Steps(State state) {
            this.state = state;
            Stage stage = definition.stages().get(state.stage());
            created = new Step
                    [stage.strides().size()
                            * stage.channels().size()
                            * stage.blockChoices()
                                    .get(state.networkAttributes())
                                    .size()];
        }

        @Override
        public Step get(int index) {
            Step step = created[index];
            if (step == null) {
                step = step(state, index);
                // all fields of a step are final, so another thread sees no step or a complete one
                created[index] = step;
            }
            return step;
        }

        @Override
        public int size() {
            return created.length;
        }
    }

    /** @param index encodes stride, channels and shared attributes of the stage, as in {@link GenomePaths#stepIndex} */
    private synchronized Step step(State state, int index) {
        Stage stage = definition.stages().get(state.stage());
        List<BlockChoices> choices = stage.blockChoices().get(state.networkAttributes());
        BlockChoices blocks = choices.get(index % choices.size());
        int strideAndChannels = index / choices.size();
        int stride = stage.strides().get(strideAndChannels / stage.channels().size());
        int channels = stage.channels().get(strideAndChannels % stage.channels().size());
        Shape out = state.shape()
                .convolutionOutput(stride, definition.multipliers().blockChannels(channels, state.alpha()));
        Node next = node(new State(state.stage() + 1, out, state.alpha(), state.networkAttributes()));
        // a stage of one block has no later blocks, whose units must not be counted
        var step = new Step(
                blocks(stage, blocks.firstBlock(), stride, state.shape(), out.channels()),
                stage.maxDepth() > 1 ? blocks(stage, blocks.laterBlocks(), 1, out, out.channels()) : new int[0],
                next);
        if (eager) {
            alternatives += step.firstBlock().length + step.laterBlocks().length;
            arcs += step.firstBlock().length + (long) stage.maxDepth() * (step.laterBlocks().length + 1);
            eager = units.size() <= MAX_UNITS && alternatives <= MAX_ALTERNATIVES;
        }
        return step;
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
        try {
            return index(block, in);
        } catch (UserError e) {
            throw e.withLocation(stage.location() + ", " + e.where());
        }
    }

    private int index(ArchitecturePart part, Shape in) {
        return units.indexOf(Unit.key(part, in), () -> new Unit(Lowering.lower(part, in)));
    }
}
