package dev.sartor.distributed.spark;

import dev.sartor.base.UserError;
import dev.sartor.distributed.ClusterEngine;
import dev.sartor.distributed.Workers;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Apache Spark as an engine: a context of its own for each search. */
public final class SparkEngine implements ClusterEngine {
    private static final int SECRET_BYTES = 32;

    /** Lost executors count as failures of their tasks. */
    private static final int MAX_TASK_FAILURES = 20;

    private static final String EXECUTOR_OPTIONS = "--add-modules=jdk.incubator.vector"
            + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

    @Override
    public Workers connect(String master, String data) {
        try {
            return new SparkWorkers(new JavaSparkContext(configuration(master)), absolute(data));
        } catch (RuntimeException e) {
            throw new UserError(
                    "cannot connect to Spark: " + e.getMessage(),
                    "--workers '" + master + "'",
                    "check that the master runs at this address and has the same secret"
                            + " (SPARK_HOME/conf/spark-defaults.conf)",
                    UserError.ExitCode.FAILED,
                    e);
        }
    }

    /** Paths are the same on all machines, whatever folder their processes started in. */
    private static String absolute(String data) {
        return Files.exists(Path.of(data)) ? Path.of(data).toAbsolutePath().toString() : data;
    }

    /** The user's own settings are kept; connections are authenticated and encrypted unless they say otherwise. */
    private static SparkConf configuration(String master) {
        var conf = new SparkConf()
                .setMaster(master)
                .setAppName("sartor search")
                .setIfMissing("spark.ui.enabled", "false")
                .setIfMissing("spark.master.rest.enabled", "false")
                .setIfMissing("spark.log.level", "ERROR")
                .setIfMissing("spark.authenticate", "true")
                .setIfMissing("spark.network.crypto.enabled", "true")
                .setIfMissing("spark.task.maxFailures", Integer.toString(MAX_TASK_FAILURES))
                .setIfMissing("spark.executor.extraJavaOptions", EXECUTOR_OPTIONS)
                .setIfMissing("spark.executor.extraClassPath", classPath());
        boolean hasSecret = Arrays.stream(conf.getAll()).anyMatch(e -> e._1().startsWith("spark.authenticate.secret"));
        if (!hasSecret) {
            conf.set("spark.authenticate.secret", secret());
        }
        return conf;
    }

    /** Sartor's own classes, which lie at the same place on every machine. They come before those of Spark. */
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
