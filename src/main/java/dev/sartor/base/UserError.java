package dev.sartor.base;

import java.util.Objects;

/**
 * An error that the user can fix. It is printed as three lines: what is wrong, where, and how to fix it. Any other exception
 * is a bug of the program.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String fix;
    private final ExitCode exitCode;

    /** The exit status of the process for this error. */
    public enum ExitCode {
        /** Something failed during execution, such as a device or the disk. */
        FAILED(1),
        /** Bad usage, or a bad file. */
        USAGE(2),
        /** No architecture meets the limits. */
        NOTHING_FEASIBLE(3);

        private final int status;

        ExitCode(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** An error of usage or in a file; {@code where} is a location such as {@code search-spaces/x.yaml:14 stages[2].kernel}. */
    public UserError(String what, String where, String fix) {
        this(what, where, fix, ExitCode.USAGE);
    }

    /** An error with another exit status. */
    public UserError(String what, String where, String fix, ExitCode exitCode) {
        this(what, where, fix, exitCode, null);
    }

    public UserError(String what, String where, String fix, ExitCode exitCode, Throwable cause) {
        super(Objects.requireNonNull(what), cause);
        this.where = Objects.requireNonNull(where);
        this.fix = Objects.requireNonNull(fix);
        this.exitCode = Objects.requireNonNull(exitCode);
    }

    public String where() {
        return where;
    }

    public String fix() {
        return fix;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The same error with another location. */
    public UserError withLocation(String location) {
        return new UserError(getMessage(), location, fix, exitCode, getCause());
    }

    /**
     * The three lines. What a file contains can neither steer the terminal nor look like another line; the lines of a message are
     * joined.
     */
    public String text() {
        return VisibleText.line(getMessage().strip().replaceAll("\\s*\\R\\s*", " | "))
                + "\n  where: " + VisibleText.line(where)
                + "\n  fix:   " + VisibleText.line(fix);
    }
}
