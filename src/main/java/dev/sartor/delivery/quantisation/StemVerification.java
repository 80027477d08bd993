package dev.sartor.delivery.quantisation;

import dev.sartor.base.UserError;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.Simulator;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.onnx.QuantisedExport;
import java.util.Optional;

/** The comparison of a network's float stem in a runtime with that in the simulator. Without a float stem it compares nothing. */
final class StemVerification implements AutoCloseable {
    private final QuantisedNetwork quantised;
    private final Optional<Sides> sides;
    private long values;
    private long differing;

    /** The stem alone in the runtime, and the simulator of the whole network. */
    private record Sides(InferenceSession session, Simulator simulator) {}

    private StemVerification(QuantisedNetwork quantised, Optional<Sides> sides) {
        this.quantised = quantised;
        this.sides = sides;
    }

    /** @param capacity the largest number of images at a time */
    static StemVerification open(Executor executor, InferenceDevice device, QuantisedNetwork quantised, int capacity) {
        return new StemVerification(
                quantised,
                quantised
                        .stem()
                        .map(_ -> new Sides(
                                device.open(QuantisedExport.stemBytes(quantised)),
                                new Simulator(executor, quantised, capacity))));
    }

    /**
     * The input of the layers in 8 bits: the images, or the quantised output of the stem in the runtime.
     *
     * @param nchw as long as the images are
     * @throws UserError if runtime and simulator differ by more than one step
     */
    float[] output(float[] nchw, int images) {
        if (sides.isEmpty()) {
            return nchw;
        }
        TensorQuantisation tensor = quantised.tensor(0);
        float[] found = sides.get().session().run(nchw, images);
        float[] expected = sides.get().simulator().stem(nchw, images);
        for (int i = 0; i < expected.length; i++) {
            int steps = Math.abs(tensor.quantise(found[i]) - tensor.quantise(expected[i]));
            if (steps > 1) {
                throw new UserError(
                        "the float stem differs by " + steps
                                + " steps between ONNX Runtime and the simulator; nothing was" + " written",
                        "network " + quantised.network().name(),
                        "report this problem together with the model's folder, or export with --float-stem no",
                        UserError.ExitCode.FAILED);
            }
            differing += steps;
        }
        values += expected.length;
        return found;
    }

    /** The result so far; empty without a float stem. */
    Optional<QuantisedCard.StemComparison> comparison() {
        return sides.map(_ -> new QuantisedCard.StemComparison(values, differing));
    }

    @Override
    public void close() {
        sides.ifPresent(s -> {
            s.session().close();
            s.simulator().close();
        });
    }
}
