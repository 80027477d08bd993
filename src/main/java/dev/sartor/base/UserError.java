package dev.sartor.base;

import java.util.Objects;

/**
 * A mistake the user can mend. Printed as three lines: what is wrong, where, and how to mend it.
 * Everything else that is thrown is a fault of the program.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String remedy;
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
    public UserError(String what, String where, String remedy) {
        this(what, where, remedy, ExitCode.USAGE, null);
    }

    public UserError(String what, String where, String remedy, ExitCode exitCode, Throwable cause) {
        super(Objects.requireNonNull(what), cause);
        this.where = Objects.requireNonNull(where);
        this.remedy = Objects.requireNonNull(remedy);
        this.exitCode = Objects.requireNonNull(exitCode);
    }

    public String where() {
        return where;
    }

    public String remedy() {
        return remedy;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** The same mistake, found at a more precise place. */
    public UserError at(String place) {
        return new UserError(getMessage(), place, remedy, exitCode, getCause());
    }

    /** The three lines. */
    public String text() {
        return getMessage() + "\n  where: " + where + "\n  mend:  " + remedy;
    }
}
