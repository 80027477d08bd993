package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A regular or grouped convolution as a matrix product whose rows are read through the kernel's taps where they stand
 * (implicit GEMM): nothing is copied to patches. The way back to the input is a convolution of the gradient with the
 * kernel turned round, one for each {@link PolyphasePlanes.Phase} of a stride.
 */
public final class ImplicitGemmConv extends OnePassNode {
    private final Kernels kernels;
    private final String name;
    private final PolyphasePlanes planes;
    private final int[] taps;
    private final List<PolyphasePlanes.Phase> phases;
    private final List<Slice> slices = new ArrayList<>();

    /**
     * @param channels that it reads
     * @param back     for each phase, what takes gradients of the outputs to those of the inputs
     */
    private record Slice(GroupSlice forward, int channels, List<WeightMatrix> back) {}

    public ImplicitGemmConv(Layer layer, Op.Conv conv, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        planes = PolyphasePlanes.of(input.value().shape, conv.kernel(), conv.stride());
        taps = planes.taps();
        phases = planes.phases();
        for (GroupSlice slice : GroupSlice.of(conv, false, kernels)) {
            slices.add(new Slice(
                    slice,
                    slice.channels(conv),
                    phases.stream()
                            .map(p -> slice.turned(conv, p.taps(), kernels))
                            .toList()));
        }
    }

    @Override
    public void claim(MemoryRequests claims) {
        super.claim(claims);
        for (Slice s : slices) {
            s.forward().matrix().claimForward(claims);
            if (claims.goesBack()) {
                s.forward().matrix().claimSums(claims);
                s.back().forEach(m -> m.claimForward(claims));
            }
        }
    }

    @Override
    public void load(Weights weights, boolean training) {
        super.load(weights, training);
        float[] values = weights.of(name);
        for (Slice s : slices) {
            s.forward().matrix().load(values);
            if (training && input().wantsGradient()) {
                s.back().forEach(m -> m.load(values));
            }
        }
    }

    private Tile read(int image, Tile room, Tile in) {
        Value value = input().value();
        for (int b = 0; b < value.blocks(); b++) {
            planes.read(value, b, image, room, in.fromBlock(b));
        }
        return in;
    }

    private Tile inputPlanes(Scratch scratch) {
        int blocks = input().value().blocks();
        return planes.cleared(scratch.take(blocks, planes.rows()), blocks);
    }

    @Override
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        Tile in = inputPlanes(scratch);
        Tile room = scratch.take(1, input().value().plane());
        for (int image = chunk.from(); image < chunk.to(); image++) {
            read(image, room, in);
            int row = image * output.plane();
            for (Slice s : slices) {
                product(s.forward().matrix(), taps, planes.outHeight(), planes.outWidth())
                        .run(
                                in.fromBlock(s.forward().inBlock()),
                                output.rawAt(s.forward().outBlock(), row),
                                scratch);
            }
            for (int b = 0; moments && b < output.blocks(); b++) {
                output.addMoments(chunk.index(), b, row, output.plane());
            }
        }
    }

    private ImplicitGemm product(WeightMatrix matrix, int[] places, int height, int width) {
        return new ImplicitGemm(matrix, places, planes.pitch(), height, width);
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        slices.forEach(s -> s.forward().matrix().clearSums(chunk.index()));
        Tile in = inputPlanes(scratch);
        Tile gradient = planes.cleared(scratch.take(output.blocks(), planes.gradientRows()), output.blocks());
        Tile within = gradient.fromRow(planes.gradientOrigin());
        Tile room = scratch.take(1, input().value().plane());
        int rows = (planes.outHeight() - 1) * planes.pitch() + planes.outWidth();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            read(image, room, in);
            readGradient(image, room, within);
            for (Slice s : slices) {
                // between lines the gradient is zero
                s.forward()
                        .matrix()
                        .outer(
                                chunk.index(),
                                in.fromBlock(s.forward().inBlock()),
                                taps,
                                s.channels(),
                                within.fromBlock(s.forward().outBlock()),
                                rows);
                if (input().wantsGradient()) {
                    giveBack(s, image, within.fromBlock(s.forward().outBlock()), scratch);
                }
            }
        }
    }

    private void readGradient(int image, Tile room, Tile within) {
        int row = image * output.plane();
        for (int b = 0; b < output.blocks(); b++) {
            output.readGradient(
                    b,
                    row,
                    output.gradientAt(b, row),
                    room,
                    within.fromBlock(b),
                    planes.pitch(),
                    planes.outHeight(),
                    planes.outWidth());
        }
    }

    private void giveBack(Slice slice, int image, Tile gradient, Scratch scratch) {
        int mark = scratch.mark();
        int plane = input().value().plane();
        int first = slice.forward().inBlock();
        boolean direct = phases.size() == 1 && input().flow() == NodeInput.Flow.STORE;
        int blocks = slice.back().getFirst().outputBlocks();
        Tile given = direct ? input().value().gradientAt(first, image * plane) : scratch.take(blocks, plane);
        for (int i = 0; i < phases.size(); i++) {
            PolyphasePlanes.Phase phase = phases.get(i);
            Tile to = phases.size() == 1 ? given : scratch.take(blocks, phase.height() * phase.width());
            product(slice.back().get(i), phase.places(), phase.height(), phase.width())
                    .run(gradient, to, scratch);
            for (int b = 0; phases.size() > 1 && b < blocks; b++) {
                planes.merge(phase, to.fromBlock(b), given.fromBlock(b));
            }
        }
        for (int b = 0; !direct && b < blocks; b++) {
            input().give(kernels, first + b, image * plane, plane, given.fromBlock(b));
        }
        scratch.release(mark);
    }

    @Override
    public int collections() {
        return slices.size() * slices.getFirst().forward().matrix().depthBlocks();
    }

    @Override
    public void collect(int task, int chunks, Weights gradients) {
        int blocks = slices.getFirst().forward().matrix().depthBlocks();
        slices.get(task / blocks).forward().matrix().collect(task % blocks, chunks, gradients.of(name));
    }
}
