package dev.sartor.base.process;

import dev.sartor.base.UserError;

/** Decides whether commands from a file, which the user did not type in this call, may run. */
@FunctionalInterface
public interface CommandConsent {
    /**
     * Whether the commands may run.
     *
     * @throws UserError if they may not, and the user was not asked
     */
    boolean isAllowed(FileCommands commands);

    /** Whether the user has agreed before, so that {@link #isAllowed} would not ask; also true if there are no commands. */
    default boolean isGiven(FileCommands commands) {
        return commands.isEmpty();
    }

    /**
     * Returns if the commands may run.
     *
     * @throws UserError if they may not
     */
    default void require(FileCommands commands) {
        if (!isAllowed(commands)) {
            throw refusal(commands);
        }
    }

    /** A consent that allows no commands. */
    static CommandConsent refused() {
        return commands -> {
            if (!commands.isEmpty()) {
                throw refusal(commands);
            }
            return true;
        };
    }

    /** The error for commands that may not run. */
    static UserError refusal(FileCommands commands) {
        String first = commands.commands().getFirst();
        int others = commands.commands().size() - 1;
        return new UserError(
                "this file wants to run "
                        + (others == 0 ? "a command" : commands.commands().size() + " commands")
                        + " that you did not type: " + first + (others == 0 ? "" : ", …"),
                commands.file() + ", " + commands.role(),
                "read them; if you trust the author of the file, add --trust");
    }
}
