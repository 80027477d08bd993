package dev.sartor.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** {@code sartor --version}. */
final class Version implements IVersionProvider {

    /** Sartor's own version, from the jar; "development" when run from classes. */
    static String sartor() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "sartor " + sartor(),
            "java " + Runtime.version(),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
        };
    }
}
