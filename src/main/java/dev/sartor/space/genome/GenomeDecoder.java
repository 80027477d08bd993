package dev.sartor.space.genome;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.List;

/** Decodes genomes to architectures; {@link Multipliers} applies the width multiplier. */
public final class GenomeDecoder {
    private final SpaceDefinition choices;
    private final GeneLayout genes;

    public GenomeDecoder(SpaceDefinition choices, GeneLayout genes) {
        this.choices = choices;
        this.genes = genes;
    }

    public Architecture decode(String name, Genome genome) {
        int side = choices.resolutions().get(GeneLayout.choice(genome, genes.resolution));
        double alpha = choices.widthMultipliers().get(GeneLayout.choice(genome, genes.width));
        int shared = GeneLayout.choice(genome, genes.setting);
        List<Block> blocks = new ArrayList<>();
        for (int s = 0; s < choices.stages().size(); s++) {
            stage(blocks, choices.stages().get(s), genes.stages.get(s), genome, shared, alpha);
        }
        return new Architecture(
                name,
                new Shape(choices.inputChannels(), side, side),
                choices.multipliers()
                        .widen(choices.stems().get(shared).get(GeneLayout.choice(genome, genes.stem)), alpha),
                blocks,
                choices.multipliers()
                        .widen(choices.heads().get(shared).get(GeneLayout.choice(genome, genes.head)), alpha));
    }

    private static void stage(
            List<Block> blocks, Stage stage, GeneLayout.Slots stageGenes, Genome genome, int shared, double alpha) {
        int channels = Multipliers.width(stage.channels().get(GeneLayout.choice(genome, stageGenes.channels())), alpha);
        int stride = stage.strides().get(GeneLayout.choice(genome, stageGenes.stride()));
        BlockChoices alternatives = stage.blockChoices().get(shared).get(GeneLayout.choice(genome, stageGenes.setting()));
        int depth = stage.depths().get(GeneLayout.choice(genome, stageGenes.depth()));
        for (int p = 0; p < depth; p++) {
            Block block = alternatives.at(p).get(GeneLayout.choice(genome, stageGenes.blocks()[p]));
            blocks.add(block.withStride(p == 0 ? stride : 1).withChannels(channels));
        }
    }
}
