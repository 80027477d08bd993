package dev.sartor.space;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.List;

/** Builds the architecture that a genome stands for; the width multiplier is applied as {@link Multipliers} does. */
final class Decoder {
    private final Choices choices;
    private final Genes genes;

    Decoder(Choices choices, Genes genes) {
        this.choices = choices;
        this.genes = genes;
    }

    Architecture decode(String name, Genome genome) {
        int side = choices.resolutions().get(Genes.choice(genome, genes.resolution));
        double alpha = choices.widths().get(Genes.choice(genome, genes.width));
        int setting = Genes.choice(genome, genes.setting);
        List<Block> blocks = new ArrayList<>();
        for (int s = 0; s < choices.stages().size(); s++) {
            stage(blocks, choices.stages().get(s), genes.stages.get(s), genome, setting, alpha);
        }
        return new Architecture(
                name,
                new Shape(choices.inputChannels(), side, side),
                choices.multipliers().widen(choices.stems().get(setting).get(Genes.choice(genome, genes.stem)), alpha),
                blocks,
                choices.multipliers().widen(choices.heads().get(setting).get(Genes.choice(genome, genes.head)), alpha));
    }

    private static void stage(
            List<Block> blocks, Stage stage, Genes.Slots slots, Genome genome, int setting, double alpha) {
        int channels = Multipliers.width(stage.channels().get(Genes.choice(genome, slots.channels())), alpha);
        int stride = stage.strides().get(Genes.choice(genome, slots.stride()));
        Menu menu = stage.menus().get(setting).get(Genes.choice(genome, slots.setting()));
        int depth = stage.depths().get(Genes.choice(genome, slots.depth()));
        for (int p = 0; p < depth; p++) {
            Block block = menu.at(p).get(Genes.choice(genome, slots.blocks()[p]));
            blocks.add(block.withStride(p == 0 ? stride : 1).withChannels(channels));
        }
    }
}
