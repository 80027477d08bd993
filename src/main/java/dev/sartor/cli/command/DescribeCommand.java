package dev.sartor.cli.command;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Shape;
import dev.sartor.base.Suggestions;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TrialReference;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
import dev.sartor.litert.ArenaCosts;
import dev.sartor.network.CostShare;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import dev.sartor.report.drawing.NetworkDrawing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code sartor describe ARCH}: the blocks or layers of a network and their costs. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Show the blocks, MACs, parameters, peak activation memory and weights of a network.",
        footer = {"", "Example: sartor describe mobilenet-v2 --width 1.4 --resolution 192"})
public final class DescribeCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ArchitectureArgument architecture;

    @Option(names = "--layers", description = "Print every layer instead of the blocks.")
    private boolean layers;

    @Option(
            names = "--channel-groups",
            paramLabel = "G",
            defaultValue = "1",
            description = "Compute the peak memory as if inverted residuals were run in G groups of channels. Default:"
                    + " ${DEFAULT-VALUE}.")
    @IntegerRange(min = 1, max = 65_536)
    private int groups;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "fp32",
            converter = PrecisionConverter.class,
            description =
                    "Number format that memory and weights are counted in: fp32 or int8. Default: ${DEFAULT-VALUE}.")
    private Precision precision;

    @Option(names = "--svg", paramLabel = "FILE", description = "Write a drawing of the network as an SVG file.")
    private Path svg;

    @Mixin
    private JsonOption json;

    /** Reads a precision such as {@code int8}. */
    static final class PrecisionConverter implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String text) {
            return Precision.named(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not a precision; " + Suggestions.fix(text, Precision.tokens())));
        }
    }

    @Override
    public void run() {
        Architecture a = architecture.resolve();
        Network network = Lowering.lower(a);
        if (svg != null) {
            AtomicFile.writeString(svg, NetworkDrawing.svg(network));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(object(a, network), out);
            return;
        }
        out.println(a.name() + ", input " + a.input());
        if (layers) {
            printLayers(out, network);
        } else {
            printSegments(out, network);
        }
        printShares(out, network);
        out.println();
        classes().ifPresent(c -> out.println(c.size() + " classes: " + String.join(", ", c)));
        out.println(ConsoleFormat.format("%,d MACs, %,d parameters", network.macs(), network.params()));
        out.println(ConsoleFormat.bytes(PeakMemory.bytes(network, groups, precision)) + " of activations at the peak"
                + (groups > 1 ? ", inverted residuals in " + groups + " channel groups" : "") + ", "
                + ConsoleFormat.bytes(network.weightBytes(precision)) + " of weights"
                + (precision == Precision.FP32 ? "" : ", in " + precision.token()));
        if (precision == Precision.INT8) {
            ArenaCosts.Memory micro = ArenaCosts.of(network);
            out.println(ConsoleFormat.bytes(micro.plannedBytes())
                    + " of activations as TensorFlow Lite Micro plans its arena, and" + " at least "
                    + ConsoleFormat.bytes(micro.minTableBytes()) + " for its tables");
        }
    }

    /** The names of the classes, for a trial of a run that knows them. */
    private Optional<List<String>> classes() {
        return architecture.reference().flatMap(TrialReference::classes);
    }

    private void printSegments(PrintWriter out, Network network) {
        String row = "%-44s %14s %10s %10s %12s";
        out.println(ConsoleFormat.format(row, "block", "output", "MACs", "params", "memory"));
        for (Segment s : network.segments()) {
            List<Layer> inside = network.layers().subList(s.from(), s.to());
            out.println(ConsoleFormat.format(
                    row,
                    s.text(),
                    s.output(),
                    ConsoleFormat.count(inside.stream().mapToLong(Layer::macs).sum()),
                    ConsoleFormat.count(inside.stream().mapToLong(Layer::params).sum()),
                    ConsoleFormat.bytes(PeakMemory.bytes(network, s, groups, precision))));
        }
    }

    private void printLayers(PrintWriter out, Network network) {
        String row = "%-32s %-20s %14s %10s %10s %12s";
        out.println(ConsoleFormat.format(row, "layer", "kind", "output", "MACs", "params", "memory"));
        for (Layer l : network.layers()) {
            out.println(ConsoleFormat.format(
                    row,
                    l.name(),
                    l.kind(),
                    l.output(),
                    ConsoleFormat.count(l.macs()),
                    ConsoleFormat.count(l.params()),
                    ConsoleFormat.bytes(network.activationBytes(l, precision))));
        }
    }

    private static void printShares(PrintWriter out, Network network) {
        out.println();
        out.println(ConsoleFormat.format(
                "%-20s %8s %10s   (weights only: no bias, no batch norm)", "kind", "MACs", "parameters"));
        for (CostShare share : CostShare.of(network)) {
            out.println(ConsoleFormat.format(
                    "%-20s %7.2f%% %9.2f%%", share.kind(), 100 * share.macsShare(), 100 * share.weightsShare()));
        }
    }

    private Map<String, Object> object(Architecture a, Network network) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", a.name());
        object.put("blocks", a.blockStrings());
        object.put("input", shape(a.input()));
        classes().ifPresent(c -> object.put("classes", c));
        object.put("macs", network.macs());
        object.put("params", network.params());
        object.put("peakActivationBytes", PeakMemory.bytes(network, groups, precision));
        object.put("weightBytes", network.weightBytes(precision));
        if (precision == Precision.INT8) {
            object.put("arena", ArenaCosts.of(network));
        }
        object.put(
                "layers", network.layers().stream().map(l -> layer(network, l)).toList());
        object.put("shares", CostShare.of(network));
        return object;
    }

    private Map<String, Object> layer(Network network, Layer l) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", l.name());
        object.put("kind", l.kind());
        object.put("macs", l.macs());
        object.put("params", l.params());
        object.put("activationBytes", network.activationBytes(l, precision));
        object.put("output", shape(l.output()));
        return object;
    }

    private static List<Integer> shape(Shape s) {
        return List.of(s.channels(), s.height(), s.width());
    }
}
