package dev.sartor.network;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;

/**
 * Converts (lowers) architectures, which consist of blocks, to networks, which are graphs of layers. Layers are named
 * {@code stem.conv}, {@code block1.expand}, {@code head.classifier} …
 */
public final class Lowering {
    private Lowering() {}

    /** The network of an architecture. If groups do not divide the channels of a block, it is a {@link UserError}. */
    public static Network lower(Architecture a) {
        var graph = new GraphBuilder(a.input());
        runChecked(a.name() + " stem", "choose other numbers for the stem", () -> stem(graph, a.stem()));
        int index = 0;
        for (Block block : a.blocks()) {
            index++;
            block(graph, a.name(), "block" + index, block);
        }
        runChecked(a.name() + " head", "choose other numbers for the head", () -> head(graph, a.head()));
        return graph.network(a.name());
    }

    /**
     * A network of one part alone, for an input of that shape; {@link Network#extract} gives the same. An identity block that
     * keeps the shape has only the input layer.
     */
    public static Network lower(ArchitecturePart part, Shape input) {
        var graph = new GraphBuilder(input);
        switch (part) {
            case Stem s -> runChecked("input " + input, "choose other numbers for the stem", () -> stem(graph, s));
            case Block b -> block(graph, "input " + input, "block", b);
            case Head.Classifier h ->
                runChecked("input " + input, "choose other numbers for the head", () -> classifier(graph, h));
        }
        return namedByKey(graph);
    }

    /** The network, named after the key of its segment. */
    private static Network namedByKey(GraphBuilder graph) {
        return graph.network(graph.network("part").segments().getFirst().key());
    }

    private static void block(GraphBuilder graph, String owner, String scope, Block block) {
        graph.beginSegment(scope, block);
        runChecked(
                owner + " " + scope + " " + BlockStrings.format(block),
                "choose channels and groups that fit each other",
                () -> BlockLowering.lower(graph, block));
        graph.endSegment();
    }

    /** Runs a lowering; values that are too large or do not fit each other are a {@link UserError}. */
    private static void runChecked(String where, String fix, Runnable lowering) {
        try {
            lowering.run();
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), where, fix);
        }
    }

    private static void stem(GraphBuilder graph, Stem stem) {
        graph.beginSegment("stem", stem);
        graph.conv("conv", stem.channels(), stem.kernel(), stem.stride())
                .norm("conv")
                .activate("conv", stem.activation());
        graph.endSegment();
    }

    private static void head(GraphBuilder graph, Head head) {
        switch (head) {
            case Head.Backbone _ -> {}
            case Head.Classifier h -> classifier(graph, h);
        }
    }

    private static void classifier(GraphBuilder graph, Head.Classifier h) {
        graph.beginSegment("head", h);
        if (h.convChannels() > 0) {
            graph.pointwise("conv", h.convChannels()).norm("conv").activate("conv", h.activation());
        }
        graph.globalAveragePool("pool");
        if (h.hiddenNorm()) {
            graph.pointwise("hidden", h.hiddenChannels()).norm("hidden").activate("hidden", h.activation());
        } else if (h.hiddenChannels() > 0) {
            graph.linear("hidden", h.hiddenChannels()).activate("hidden", h.activation());
        }
        if (h.dropout() > 0) {
            graph.add("dropout", new Op.Dropout(h.dropout()), graph.shape(), graph.last());
        }
        graph.linear("classifier", h.classes());
        graph.endSegment();
    }
}
