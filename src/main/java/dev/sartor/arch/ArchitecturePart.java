package dev.sartor.arch;

/** A part of an architecture that becomes one segment of its network: the stem, a block, or a classifier. */
public sealed interface ArchitecturePart permits Stem, Block, Head.Classifier {

    /** The first token of the part's canonical text: {@code stem}, {@code head}, or the token of the block's kind. */
    String token();
}
