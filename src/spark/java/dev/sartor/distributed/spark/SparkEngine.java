package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.Datasets;
import dev.sartor.distributed.ClusterEngine;
import dev.sartor.distributed.Workers;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The engine that trains on the machines of an Apache Spark cluster, with a Spark context for each search. */
public final class SparkEngine implements ClusterEngine {
    private static final Logger ROOT_LOGGER = Logger.getLogger("");
    private static final int SECRET_BYTES = 32;
    private static final int CONNECT_TIMEOUT_MS = 10_000;

    /** More than Spark's default of 4, since each loss of an executor counts as a failure of its task. */
    private static final int MAX_TASK_FAILURES = 20;

    /** More executors than a machine loses in an hour: a machine that lost some may still be used. */
    private static final int NO_LIMIT = 1_000_000;

    private static final String EXECUTOR_OPTIONS = "--add-modules=jdk.incubator.vector"
            + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    @Override
    public Workers connect(String master, String data) {
        requireReachable(master);
        Handler[] handlers = ROOT_LOGGER.getHandlers();
        try {
            return new SparkWorkers(new JavaSparkContext(configuration(master)), Datasets.absolute(data));
        } catch (Exception e) {
            // Spark, in Scala, throws checked exceptions that it does not declare
            throw refused(master, e);
        } finally {
            // Spark replaces them by its own log, which has errors only: Sartor's warnings would be lost
            Arrays.stream(ROOT_LOGGER.getHandlers()).forEach(ROOT_LOGGER::removeHandler);
            Arrays.stream(handlers).forEach(ROOT_LOGGER::addHandler);
        }
    }

    private static UserError refused(String master, Exception cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("/executor")
                ? new UserError(
                        "Spark's workers have too little memory: " + message,
                        "--workers '" + master + "'",
                        "give them more, or set spark.executor.memory in SPARK_HOME/conf/spark-defaults.conf",
                        UserError.ExitCode.FAILED,
                        cause)
                : unreachable(master, cause);
    }

    /** Checks that the master accepts connections, since Spark itself tries for a minute before it reports an error. */
    private static void requireReachable(String master) {
        if (!master.startsWith("spark://")) {
            return;
        }
        URI address = URI.create(master.split(",")[0]);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_TIMEOUT_MS);
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(master, e);
        }
    }

    static UserError unreachable(String master, Exception cause) {
        return new UserError(
                "cannot connect to Spark: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                "--workers '" + master + "'",
                "check that the master runs at this address and has the secret of SPARK_HOME/conf/spark-defaults.conf",
                UserError.ExitCode.FAILED,
                cause);
    }

    /**
     * The user's settings, from {@code spark-defaults.conf} as spark-submit reads it. What they do not say is set so that
     * connections are authenticated and encrypted, and that no web page is served.
     */
    private static SparkConf configuration(String master) {
        var conf = new SparkConf();
        defaults().forEach((key, value) -> conf.setIfMissing((String) key, ((String) value).strip()));
        conf.setMaster(master)
                .setAppName("sartor search")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.master.rest.enabled", "false")
                .setIfMissing("spark.log.level", "ERROR")
                .setIfMissing("spark.authenticate", "true")
                .setIfMissing("spark.network.crypto.enabled", "true")
                // tasks are small, and pixels hardly compress
                .setIfMissing("spark.broadcast.compress", "false")
                .setIfMissing("spark.executor.extraJavaOptions", EXECUTOR_OPTIONS)
                .setIfMissing("spark.executor.extraClassPath", classPath());
        setFaultTolerance(conf);
        boolean hasSecret = Arrays.stream(conf.getAll()).anyMatch(e -> e._1().startsWith("spark.authenticate.secret"));
        if (!hasSecret) {
            conf.set("spark.authenticate.secret", secret());
        }
        return conf;
    }

    /**
     * An executor that hangs, or whose machine is cut off, is noticed after 17 to 22 seconds: it sends a heartbeat every 3 seconds,
     * and every 2 seconds those are looked for that sent none for 20 seconds. A task that fails is not repeated on the same executor,
     * since that of a machine with a full disk would fail again.
     */
    private static void setFaultTolerance(SparkConf conf) {
        conf.setIfMissing("spark.executor.heartbeatInterval", "3s")
                .setIfMissing("spark.storage.blockManagerHeartbeatTimeoutMs", "20s")
                .setIfMissing("spark.network.timeoutInterval", "2s")
                .setIfMissing("spark.network.timeout", "30s")
                .setIfMissing("spark.task.maxFailures", Integer.toString(MAX_TASK_FAILURES));
        int failuresOfNode = conf.getInt("spark.task.maxFailures", MAX_TASK_FAILURES) - 1;
        if (failuresOfNode > 0) {
            conf.setIfMissing("spark.excludeOnFailure.enabled", "true")
                    .setIfMissing(
                            "spark.excludeOnFailure.task.maxTaskAttemptsPerNode", Integer.toString(failuresOfNode))
                    .setIfMissing(
                            "spark.excludeOnFailure.application.maxFailedExecutorsPerNode", Integer.toString(NO_LIMIT));
        }
    }

    private static Properties defaults() {
        String folder = System.getenv("SPARK_CONF_DIR");
        Path file = (folder == null ? Path.of(System.getenv("SPARK_HOME"), "conf") : Path.of(folder))
                .resolve("spark-defaults.conf");
        var defaults = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                defaults.load(reader);
            } catch (IOException e) {
                throw ReadErrors.of(file, e);
            }
        }
        return defaults;
    }

    /** The class path of Sartor, whose files have the same paths on every machine. It comes before that of Spark. */
    private static String classPath() {
        Path engine = Path.of(URI.create(SparkEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator))
                + File.pathSeparator
                + engine;
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
