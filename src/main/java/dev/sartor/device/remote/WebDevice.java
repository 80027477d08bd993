package dev.sartor.device.remote;

import dev.sartor.base.ClassPathResource;
import dev.sartor.base.UserError;
import dev.sartor.base.file.TemporaryFolder;
import dev.sartor.base.process.Shell;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.Session;
import dev.sartor.device.machine.Int8Instructions;
import dev.sartor.device.machine.Machine;
import dev.sartor.device.machine.MachineState;
import dev.sartor.device.spec.WebSpec;
import dev.sartor.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Device that runs ONNX Runtime or LiteRT for JavaScript on this machine, through an agent in a page of a browser or in Node. A
 * browser that crashes is started again.
 */
public final class WebDevice implements Device {
    private static final List<String> SCRIPTS =
            List.of("agent.mjs", "litert.html", "litert.mjs", "node.mjs", "ort.mjs", "page.html", "page.mjs");

    /** The version that the agents among the scripts report. */
    private static final String AGENT_VERSION = "web";

    private final WebSpec spec;
    private final TemporaryFolder scripts;
    private final ReconnectingClient client;

    private WebDevice(WebSpec spec, TemporaryFolder scripts, ReconnectingClient client) {
        this.spec = spec;
        this.scripts = scripts;
        this.client = client;
    }

    /** The program that {@link #open} starts and the package that it loads. */
    public static List<String> commands(WebSpec spec) {
        return List.of(Stream.of(
                        spec.browser(),
                        Path.of(spec.modules(), spec.packageName())
                                .toAbsolutePath()
                                .toString())
                .map(Shell::quote)
                .collect(Collectors.joining(" ")));
    }

    /** Starts the browser or Node; what is not installed is a {@link UserError}. */
    public static WebDevice open(WebSpec spec, LongSupplier nanoTime) {
        Path runtime = Path.of(spec.modules(), spec.packageName());
        if (!Files.isRegularFile(runtime.resolve("package.json"))) {
            throw new UserError(
                    "there is no npm package " + spec.packageName(),
                    runtime.toString(),
                    "install it: npm install " + spec.packageName() + "; or name the folder: --device " + WebSpec.NAME
                            + ",modules=DIR/node_modules");
        }
        TemporaryFolder scripts = scripts();
        try {
            AgentTransport transport = spec.inNode()
                    ? CommandTransport.ofProgram(nodeCommand(spec, scripts.path()))
                    : new BrowserTransport(spec.browser(), scripts.path(), runtime, page(spec), spec.threads());
            return new WebDevice(
                    spec,
                    scripts,
                    new ReconnectingClient(transport, spec, AGENT_VERSION, RetryPolicy.standard(), nanoTime));
        } catch (RuntimeException e) {
            scripts.close();
            throw e;
        }
    }

    private static String page(WebSpec spec) {
        return switch (spec.format()) {
            case ONNX -> "page.html";
            case LITERT -> "litert.html";
        };
    }

    private static List<String> nodeCommand(WebSpec spec, Path scripts) {
        return List.of(
                WebSpec.NODE,
                scripts.resolve("node.mjs").toString(),
                Path.of(spec.modules()).toAbsolutePath().toString(),
                spec.runtime(),
                Integer.toString(spec.threads()));
    }

    private static TemporaryFolder scripts() {
        TemporaryFolder folder = TemporaryFolder.create("web");
        try {
            for (String script : SCRIPTS) {
                Files.writeString(folder.path().resolve(script), ClassPathResource.text(WebDevice.class, script));
            }
            return folder;
        } catch (IOException e) {
            folder.close();
            throw TemporaryFolder.failed(folder.path(), e);
        }
    }

    /** The machine is this one; runtime and settings are those of the page. */
    @Override
    public DeviceDescription description() {
        return new DeviceDescription(
                spec,
                Machine.current(),
                MachineState.current(),
                client.initialDescription().runtime(),
                settings());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(client.initialDescription().settings());
        if (spec.precision() == Precision.INT8) {
            settings.put(Int8Instructions.SETTING, Int8Instructions.current());
        }
        return settings;
    }

    @Override
    public Session open(byte[] model) {
        return RemoteSession.open(client, model);
    }

    @Override
    public int maxOpenSessions() {
        return client.capabilities().maxOpenSessions();
    }

    @Override
    public void close() {
        client.close();
        scripts.close();
    }
}
