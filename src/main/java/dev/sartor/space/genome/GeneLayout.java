package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import dev.sartor.arch.BlockKind;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Stem;
import dev.sartor.space.genome.Gene.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The order of a space's genes: resolution, width, shared attributes of the network, stem; for each stage stride, channels,
 * shared attributes, depth and blocks; head. A choice with a single alternative has no gene.
 */
public final class GeneLayout {
    /** The indices of the genes of one stage; {@link #NO_GENE} for a choice without a gene. */
    public record StageGenes(int stride, int channels, int stageAttributes, int depth, int[] blocks) {}

    /** The gene index of a choice that has a single alternative. */
    public static final int NO_GENE = -1;

    private final List<Gene> genes = new ArrayList<>();
    // the indices of the genes for the whole network, or NO_GENE
    final int resolution;
    final int width;
    final int networkAttributes;
    final int stem;
    final int head;
    public final List<StageGenes> stages;

    public GeneLayout(SpaceDefinition definition) {
        resolution = addNetworkGene("resolution", Role.RESOLUTION, definition.resolutions(), Object::toString);
        width = addNetworkGene("width", Role.WIDTH, definition.widthMultipliers(), BlockStrings::formatNumber);
        networkAttributes = addNetworkGene(
                "network", Role.NETWORK_ATTRIBUTES, definition.networkAttributeCombinations(), Function.identity());
        stem = addNetworkGene("stem", Role.STEM, definition.stemAlternatives(), GeneLayout::label);
        List<StageGenes> stageGenes = new ArrayList<>();
        for (int s = 0; s < definition.stages().size(); s++) {
            stageGenes.add(addStageGenes(s, definition.stages().get(s)));
        }
        stages = List.copyOf(stageGenes);
        head = addNetworkGene("head", Role.HEAD, definition.headAlternatives(), GeneLayout::label);
    }

    public List<Gene> genes() {
        return List.copyOf(genes);
    }

    /** The choice of a gene; 0 for {@link #NO_GENE}. */
    public static int choice(Genome genome, int gene) {
        return gene == NO_GENE ? 0 : genome.choice(gene);
    }

    /** Adds the genes of one stage; returns their indices. */
    private StageGenes addStageGenes(int index, Stage s) {
        String name = "stages[" + index + "].";
        int stride = add(name + "stride", Role.STRIDE, index, Gene.NONE, s.strides(), Object::toString);
        int channels = add(name + "channels", Role.CHANNELS, index, Gene.NONE, s.channels(), Object::toString);
        int attributes = add(
                name + "attributes",
                Role.STAGE_ATTRIBUTES,
                index,
                Gene.NONE,
                s.stageAttributeCombinations(),
                Function.identity());
        int depth = add(name + "depth", Role.DEPTH, index, Gene.NONE, s.depths(), Object::toString);
        int[] blocks = new int[s.maxDepth()];
        for (int p = 0; p < blocks.length; p++) {
            List<Block> alternatives = s.blockAlternatives(p);
            blocks[p] = add(
                    name + "block[" + p + "]",
                    Role.BLOCK,
                    index,
                    p,
                    alternatives,
                    BlockStrings::label,
                    alternatives.stream().map(Block::kind).toList());
        }
        return new StageGenes(stride, channels, attributes, depth, blocks);
    }

    /** Adds the gene of a choice for the whole network; returns its index. */
    private <T> int addNetworkGene(String name, Role role, List<T> alternatives, Function<T, String> label) {
        return add(name, role, Gene.NONE, Gene.NONE, alternatives, label);
    }

    /** Adds the gene of a choice other than a block's kind; returns its index. */
    private <T> int add(
            String name, Role role, int stage, int position, List<T> alternatives, Function<T, String> label) {
        return add(name, role, stage, position, alternatives, label, List.of());
    }

    private <T> int add(
            String name,
            Role role,
            int stage,
            int position,
            List<T> alternatives,
            Function<T, String> label,
            List<BlockKind> kinds) {
        if (alternatives.size() == 1) {
            return NO_GENE;
        }
        genes.add(new Gene(
                name, role, stage, position, alternatives.stream().map(label).toList(), kinds));
        return genes.size() - 1;
    }

    private static String label(Stem s) {
        return "k" + s.kernel() + "_s" + s.stride() + "_c" + s.channels() + "_"
                + s.activation().token();
    }

    private static String label(Head head) {
        return switch (head) {
            case Head.Backbone _ -> "none";
            case Head.Classifier h ->
                "c" + h.convChannels() + "_h" + h.hiddenChannels() + "_"
                        + h.activation().token();
        };
    }
}
