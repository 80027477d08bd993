package dev.sartor.arch;

/** The first layers of a network: convolution, batch norm, activation. */
public record Stem(int kernel, int stride, int channels, Activation activation) implements ArchitecturePart {
    public Stem {
        BlockChecks.checkKernelStrideChannels(kernel, stride, channels);
        BlockChecks.requireActivation(activation);
    }

    @Override
    public String token() {
        return "stem";
    }

    public Stem withChannels(int c) {
        return new Stem(kernel, stride, c, activation);
    }
}
