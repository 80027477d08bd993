package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import java.util.List;

/**
 * Decides what is tried next. It is asked for proposals and told their ratings in turn, generation after generation, on
 * one thread; the same random generator and the same ratings lead to the same proposals.
 */
public interface SearchStrategy {

    /**
     * The next generation: never a network that was proposed before. Candidates beyond the limits may be among them, to
     * be recorded and learnt from; their accuracy is not measured and they are not counted.
     *
     * @param most the most candidates within the limits that are wanted, at least 1
     * @return no candidate within the limits only when none is left that the strategy can find
     * @throws InterruptedException if the thread was interrupted
     */
    List<Proposal> propose(int most) throws InterruptedException;

    /** The ratings of the last proposals, in their order. */
    void learn(List<EvaluatedCandidate> rated);
}
