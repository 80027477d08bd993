package dev.sartor.space.genome;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.List;

/**
 * Encodes an architecture as a genome. It tries the width multipliers and shared attributes in order, and for each of them fits
 * the stages one after another with backtracking over their depths.
 */
public final class GenomeEncoder {
    private final String space;
    private final SpaceDefinition choices;
    private final GeneLayout genes;
    private final Architecture architecture;
    private final int[] genome;
    /** The last block that was reached: if no genome is found, the message names this block. */
    private int furthest;

    public GenomeEncoder(
            String space, SpaceDefinition choices, GeneLayout genes, int length, Architecture architecture) {
        this.space = space;
        this.choices = choices;
        this.genes = genes;
        this.architecture = architecture;
        genome = new int[length];
    }

    public Genome encode() {
        put(genes.resolution, resolution());
        boolean stemFits = false;
        for (int alpha = 0; alpha < choices.widthMultipliers().size(); alpha++) {
            for (int shared = 0; shared < choices.sharedAttributeLabels().size(); shared++) {
                double width = choices.widthMultipliers().get(alpha);
                int stem = choices.stems().get(shared).stream()
                        .map(s -> choices.multipliers().widen(s, width))
                        .toList()
                        .indexOf(architecture.stem());
                stemFits |= stem >= 0;
                if (stem >= 0 && stages(0, 0, width, shared)) {
                    put(genes.width, alpha);
                    put(genes.setting, shared);
                    put(genes.stem, stem);
                    return Genome.of(genome);
                }
            }
        }
        throw stemFits ? misfit() : error("the stem", architecture.stem().toString());
    }

    private int resolution() {
        Shape input = architecture.input();
        int index = choices.resolutions().indexOf(input.height());
        if (index < 0 || input.width() != input.height() || input.channels() != choices.inputChannels()) {
            throw error("the input", input.toString());
        }
        return index;
    }

    /** Whether the stages from {@code index} on can have the blocks from {@code from} on, and the head fits. Sets their genes. */
    private boolean stages(int index, int from, double alpha, int shared) {
        if (index == choices.stages().size()) {
            furthest = Math.max(furthest, from);
            return from == architecture.blocks().size() && head(alpha, shared);
        }
        Stage stage = choices.stages().get(index);
        for (int d = 0; d < stage.depths().size(); d++) {
            int to = from + stage.depths().get(d);
            if (to <= architecture.blocks().size()
                    && stage(index, from, to, alpha, shared)
                    && stages(index + 1, to, alpha, shared)) {
                put(genes.stages.get(index).depth(), d);
                // the genes again, which another depth has changed in the meantime
                return stage(index, from, to, alpha, shared);
            }
        }
        furthest = Math.max(furthest, from);
        return false;
    }

    private boolean stage(int index, int from, int to, double alpha, int shared) {
        Stage stage = choices.stages().get(index);
        GeneLayout.Slots stageGenes = genes.stages.get(index);
        List<Block> blocks = architecture.blocks().subList(from, to);
        int stride = stage.strides().indexOf(blocks.getFirst().stride());
        int channels = stage.channels().stream()
                .map(c -> Multipliers.width(c, alpha))
                .toList()
                .indexOf(blocks.getFirst().channels());
        if (stride < 0 || channels < 0) {
            return false;
        }
        put(stageGenes.stride(), stride);
        put(stageGenes.channels(), channels);
        for (int own = 0; own < stage.settings().size(); own++) {
            if (blocks(stage.blockChoices().get(shared).get(own), stageGenes, blocks, from)) {
                put(stageGenes.setting(), own);
                return true;
            }
        }
        return false;
    }

    private boolean blocks(BlockChoices alternatives, GeneLayout.Slots stageGenes, List<Block> blocks, int from) {
        for (int p = 0; p < stageGenes.blocks().length; p++) {
            put(stageGenes.blocks()[p], 0);
        }
        for (int p = 0; p < blocks.size(); p++) {
            Block block = blocks.get(p);
            int choice = alternatives.at(p).indexOf(block.withStride(1).withChannels(BlockChoices.CHANNELS));
            boolean placed = p == 0
                    || block.stride() == 1
                            && block.channels() == blocks.getFirst().channels();
            if (choice < 0 || !placed) {
                furthest = Math.max(furthest, from + p);
                return false;
            }
            put(stageGenes.blocks()[p], choice);
        }
        return true;
    }

    private boolean head(double alpha, int shared) {
        int head = choices.heads().get(shared).stream()
                .map(h -> choices.multipliers().widen(h, alpha))
                .toList()
                .indexOf(architecture.head());
        put(genes.head, Math.max(0, head));
        return head >= 0;
    }

    private void put(int gene, int choice) {
        if (gene != GeneLayout.FIXED) {
            genome[gene] = choice;
        }
    }

    private UserError misfit() {
        return furthest < architecture.blocks().size()
                ? error(
                        "block " + (furthest + 1),
                        BlockStrings.format(architecture.blocks().get(furthest)))
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
