package dev.sartor.distributed;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * An engine that runs work on the machines of a cluster. Its libraries are the user's own and are loaded when they are needed.
 */
public interface ClusterEngine {

    /**
     * Connects to a cluster.
     *
     * @param master the address of the cluster, such as {@code spark://host:7077}
     * @param data   the data set of the search, as {@code --data} names it; machines that lack it get its images
     * @throws UserError if it cannot be reached
     */
    Workers connect(String master, String data);

    /**
     * The engine for Apache Spark, which is a separate jar beside the program. Spark itself is loaded from the installation
     * that the environment variable {@code SPARK_HOME} names.
     */
    static ClusterEngine ofSpark() {
        String home = System.getenv("SPARK_HOME");
        if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
            throw new UserError(
                    home == null ? "SPARK_HOME is not set" : "there is no folder 'jars' in SPARK_HOME",
                    "--workers",
                    "install Spark 4.2 for Scala 2.13 and set SPARK_HOME to its folder");
        }
        Stream<Path> jars = Stream.concat(Stream.of(jarOfEngine()), jars(Path.of(home, "jars")).stream());
        // a class loader asks its parent first; so Sartor's libraries are used, of which Spark has older versions
        var loader = new URLClassLoader(
                jars.map(Path::toUri).map(ClusterEngine::url).toArray(URL[]::new),
                ClusterEngine.class.getClassLoader());
        // Spark's threads inherit the class loader of this thread
        Thread.currentThread().setContextClassLoader(loader);
        return ServiceLoader.load(ClusterEngine.class, loader).findFirst().orElseThrow();
    }

    private static Path jarOfEngine() {
        Path sartor = Path.of(System.getProperty("sartor.home", ""));
        return Stream.of(sartor.resolve("lib/spark/sartor-spark.jar"), sartor.resolve("target/sartor-spark.jar"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "this build of Sartor has no engine for Spark",
                        "--workers",
                        "install a release, or build with mvn -Pspark package"));
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
