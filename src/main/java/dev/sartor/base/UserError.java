package dev.sartor.base;

import java.util.Objects;

/**
 * A mistake the user can fix. Printed as three lines: what is wrong, where, and how to fix it.
 * Everything else that is thrown is a fault of the program.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String fix;
    private final ExitCode exitCode;

    /** What the process answers for this mistake. */
    public enum ExitCode {
        /** Something failed while running. */
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

    /** Bad usage or a bad file. {@code where} is a place such as {@code search-spaces/x.yaml:14 stages[2].kernel}. */
    public UserError(String what, String where, String fix) {
        this(what, where, fix, ExitCode.USAGE, null);
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

    /** The same mistake, found at a more precise place. */
    public UserError at(String place) {
        return new UserError(getMessage(), place, fix, exitCode, getCause());
    }

    /** The three lines. */
    public String text() {
        return getMessage() + "\n  where: " + where + "\n  fix:   " + fix;
    }
}
