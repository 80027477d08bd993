package dev.sartor.device.remote;

import dev.sartor.base.UserError;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.device.spec.WebSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The devices that an agent offers to its clients. Devices in the agent's own process run no commands, so all of them are
 * offered. Devices that run commands must be among {@code allowed}: a client chooses only their threads, batch and precision,
 * and no program, file or setting.
 *
 * @param allowed the devices that the user who starts the agent allows
 */
public record OfferedDevices(List<DeviceSpec> allowed) {
    public OfferedDevices {
        allowed = List.copyOf(allowed);
    }

    /**
     * Checks that a device is offered.
     *
     * @throws UserError if it is not
     */
    public void require(DeviceSpec device) {
        if (!isOffered(device)) {
            throw new UserError(
                    "this agent does not offer that device; it would run commands for the client",
                    "device '" + device.text() + "'",
                    "allow it where the agent starts: sartor agent --allow DEVICE"
                            + (allowed.isEmpty()
                                    ? ""
                                    : "; allowed: "
                                            + allowed.stream()
                                                    .map(DeviceSpec::text)
                                                    .collect(Collectors.joining(" and "))));
        }
    }

    private boolean isOffered(DeviceSpec device) {
        return switch (device) {
            case InProcessSpec _ -> true;
            case CommandSpec command ->
                allowed.stream()
                        .anyMatch(a -> a instanceof CommandSpec c
                                && c.file().equals(command.file())
                                && c.format() == command.format()
                                && c.settings().equals(command.settings()));
            case WebSpec web ->
                allowed.stream()
                        .anyMatch(a -> a instanceof WebSpec w
                                && w.browser().equals(web.browser())
                                && w.runtime().equals(web.runtime())
                                && w.modules().equals(web.modules()));
        };
    }
}
