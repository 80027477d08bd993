package dev.sartor.space.genome;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.List;

/** Decodes genomes to architectures; {@link Multipliers} applies the width multiplier. */
public final class GenomeDecoder {
    private final SpaceDefinition definition;
    private final GeneLayout genes;

    public GenomeDecoder(SpaceDefinition definition, GeneLayout genes) {
        this.definition = definition;
        this.genes = genes;
    }

    public Architecture decode(String name, Genome genome) {
        int side = definition.resolutions().get(GeneLayout.choice(genome, genes.resolution));
        double alpha = definition.widthMultipliers().get(GeneLayout.choice(genome, genes.width));
        int networkAttributes = GeneLayout.choice(genome, genes.networkAttributes);
        List<Block> blocks = new ArrayList<>();
        for (int s = 0; s < definition.stages().size(); s++) {
            stage(blocks, definition.stages().get(s), genes.stages.get(s), genome, networkAttributes, alpha);
        }
        return new Architecture(
                name,
                new Shape(definition.inputChannels(), side, side),
                definition
                        .multipliers()
                        .scaled(
                                definition.stems().get(networkAttributes).get(GeneLayout.choice(genome, genes.stem)),
                                alpha),
                blocks,
                definition
                        .multipliers()
                        .scaled(
                                definition.heads().get(networkAttributes).get(GeneLayout.choice(genome, genes.head)),
                                alpha));
    }

    private void stage(
            List<Block> blocks,
            Stage stage,
            GeneLayout.StageGenes stageGenes,
            Genome genome,
            int networkAttributes,
            double alpha) {
        int channels = definition
                .multipliers()
                .blockChannels(stage.channels().get(GeneLayout.choice(genome, stageGenes.channels())), alpha);
        int stride = stage.strides().get(GeneLayout.choice(genome, stageGenes.stride()));
        BlockChoices alternatives = stage.blockChoices()
                .get(networkAttributes)
                .get(GeneLayout.choice(genome, stageGenes.stageAttributes()));
        int depth = stage.depths().get(GeneLayout.choice(genome, stageGenes.depth()));
        for (int p = 0; p < depth; p++) {
            Block block = alternatives
                    .alternatives(p)
                    .get(GeneLayout.choice(genome, stageGenes.blocks()[p]));
            blocks.add(block.withStride(p == 0 ? stride : 1).withChannels(channels));
        }
    }
}
