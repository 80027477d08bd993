package dev.sartor.arch;

/** A part of an architecture that becomes a segment of its network: the stem, a block, or a classifying head. */
public sealed interface ArchitecturePart permits Stem, Block, Head.Classifier {

    /** {@code stem}, {@code head}, or the token of a block's kind: the first word of its canonical text. */
    String token();
}
