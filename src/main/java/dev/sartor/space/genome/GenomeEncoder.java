package dev.sartor.space.genome;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.List;

/**
 * Encodes an architecture as a genome. It tries the width multipliers and shared attributes in order, and for each of them
 * matches the stages with the blocks, one stage after another, with backtracking over their depths.
 */
public final class GenomeEncoder {
    private final String space;
    private final SpaceDefinition definition;
    private final GeneLayout genes;
    private final Architecture architecture;
    private final int[] genome;
    /** The last block that was reached: if no genome is found, the message names this block. */
    private int furthestBlock;

    public GenomeEncoder(
            String space, SpaceDefinition definition, GeneLayout genes, int length, Architecture architecture) {
        this.space = space;
        this.definition = definition;
        this.genes = genes;
        this.architecture = architecture;
        genome = new int[length];
    }

    public Genome encode() {
        setGene(genes.resolution, resolution());
        boolean stemFits = false;
        for (int alpha = 0; alpha < definition.widthMultipliers().size(); alpha++) {
            for (int networkAttributes = 0;
                    networkAttributes
                            < definition.networkAttributeCombinations().size();
                    networkAttributes++) {
                double width = definition.widthMultipliers().get(alpha);
                int stem = definition.stems().get(networkAttributes).stream()
                        .map(s -> definition.multipliers().scaled(s, width))
                        .toList()
                        .indexOf(architecture.stem());
                stemFits |= stem >= 0;
                if (stem >= 0 && fitStages(0, 0, width, networkAttributes)) {
                    setGene(genes.width, alpha);
                    setGene(genes.networkAttributes, networkAttributes);
                    setGene(genes.stem, stem);
                    return Genome.of(genome);
                }
            }
        }
        throw stemFits ? mismatch() : error("the stem", architecture.stem().toString());
    }

    private int resolution() {
        Shape input = architecture.input();
        int index = definition.resolutions().indexOf(input.height());
        if (index < 0 || input.width() != input.height() || input.channels() != definition.inputChannels()) {
            throw error("the input", input.toString());
        }
        return index;
    }

    /**
     * Whether the stages from {@code stageIndex} on can have exactly the architecture's blocks from {@code from} on, and the head
     * fits. If so, their genes are set.
     *
     * @param alpha  the width multiplier
     * @param networkAttributes index of the combination of attributes that all blocks of the network share
     */
    private boolean fitStages(int stageIndex, int from, double alpha, int networkAttributes) {
        if (stageIndex == definition.stages().size()) {
            furthestBlock = Math.max(furthestBlock, from);
            return from == architecture.blocks().size() && fitHead(alpha, networkAttributes);
        }
        Stage stage = definition.stages().get(stageIndex);
        for (int d = 0; d < stage.depths().size(); d++) {
            int to = from + stage.depths().get(d);
            if (to <= architecture.blocks().size()
                    && fitStage(stageIndex, from, to, alpha, networkAttributes)
                    && fitStages(stageIndex + 1, to, alpha, networkAttributes)) {
                setGene(genes.stages.get(stageIndex).depth(), d);
                return true;
            }
        }
        furthestBlock = Math.max(furthestBlock, from);
        return false;
    }

    /** Whether a stage can have the blocks from {@code from} to before {@code to}. If so, its genes except depth are set. */
    private boolean fitStage(int stageIndex, int from, int to, double alpha, int networkAttributes) {
        Stage stage = definition.stages().get(stageIndex);
        GeneLayout.StageGenes stageGenes = genes.stages.get(stageIndex);
        List<Block> blocks = architecture.blocks().subList(from, to);
        int stride = stage.strides().indexOf(blocks.getFirst().stride());
        int channels = stage.channels().stream()
                .map(c -> definition.multipliers().blockChannels(c, alpha))
                .toList()
                .indexOf(blocks.getFirst().channels());
        if (stride < 0 || channels < 0) {
            return false;
        }
        setGene(stageGenes.stride(), stride);
        setGene(stageGenes.channels(), channels);
        for (int stageAttributes = 0;
                stageAttributes < stage.stageAttributeCombinations().size();
                stageAttributes++) {
            if (fitBlocks(stage.blockChoices().get(networkAttributes).get(stageAttributes), stageGenes, blocks, from)) {
                setGene(stageGenes.stageAttributes(), stageAttributes);
                return true;
            }
        }
        return false;
    }

    private boolean fitBlocks(
            BlockChoices alternatives, GeneLayout.StageGenes stageGenes, List<Block> blocks, int from) {
        for (int p = 0; p < stageGenes.blocks().length; p++) {
            setGene(stageGenes.blocks()[p], 0);
        }
        for (int p = 0; p < blocks.size(); p++) {
            Block block = blocks.get(p);
            int choice = alternatives
                    .alternatives(p)
                    .indexOf(block.withStride(1).withChannels(BlockChoices.PLACEHOLDER_CHANNELS));
            boolean continuesStage = p == 0
                    || block.stride() == 1
                            && block.channels() == blocks.getFirst().channels();
            if (choice < 0 || !continuesStage) {
                furthestBlock = Math.max(furthestBlock, from + p);
                return false;
            }
            setGene(stageGenes.blocks()[p], choice);
        }
        return true;
    }

    private boolean fitHead(double alpha, int networkAttributes) {
        int head = definition.heads().get(networkAttributes).stream()
                .map(h -> definition.multipliers().scaled(h, alpha))
                .toList()
                .indexOf(architecture.head());
        setGene(genes.head, Math.max(0, head));
        return head >= 0;
    }

    private void setGene(int gene, int choice) {
        if (gene != GeneLayout.NO_GENE) {
            genome[gene] = choice;
        }
    }

    private UserError mismatch() {
        return furthestBlock < architecture.blocks().size()
                ? error(
                        "block " + (furthestBlock + 1),
                        BlockStrings.format(architecture.blocks().get(furthestBlock)))
                : error(
                        "the head or the number of blocks",
                        architecture.blocks().size() + " blocks, " + architecture.head());
    }

    private UserError error(String part, String text) {
        return new UserError(
                part + " does not fit search space " + space + ": " + text,
                "architecture " + architecture.name(),
                "use an architecture of this space, or add its choices to the space's file");
    }
}
