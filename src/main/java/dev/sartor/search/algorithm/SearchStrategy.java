package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import java.util.List;

/**
 * Search algorithm with the ask-and-tell interface: in turn, it is asked for the proposals of a generation and told
 * their scores, all on one thread. The same random numbers and scores lead to the same proposals.
 */
public interface SearchStrategy {

    /**
     * Proposes the next generation, of networks that were not proposed before. It may also contain candidates beyond the limits, which
     * are recorded, but not evaluated and not counted.
     *
     * @param maxFeasible maximum number of candidates within the limits, at least 1
     * @return the proposals; without a candidate within the limits if the strategy finds no new one
     * @throws InterruptedException if the thread was interrupted
     */
    List<Proposal> ask(int maxFeasible) throws InterruptedException;

    /** Receives the evaluated proposals of the oldest generation that it has not received, in their order. */
    void tell(List<EvaluatedCandidate> evaluated);
}
