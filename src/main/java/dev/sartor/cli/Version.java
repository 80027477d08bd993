package dev.sartor.cli;

import dev.sartor.base.Release;
import picocli.CommandLine.IVersionProvider;

/** The lines of {@code sartor --version}. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "sartor " + Release.text(),
            "java " + Runtime.version(),
            System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                    + System.getProperty("os.arch"),
        };
    }
}
