package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.spec.DeviceSpec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedDevicesTest {
    private static final OfferedDevices DEVICES = new OfferedDevices(
            List.of(DeviceSpec.parse("adb,cores=f0"), DeviceSpec.parse("web,browser=chromium,modules=m")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu,threads=4",
                "xnnpack",
                "adb,cores=f0",
                "adb,cores=f0,threads=4,batch=8",
                "adb,cores=f0,precision=int8",
                "web,browser=chromium,modules=m,threads=2"
            })
    void devicesInTheProcessAndAllowedOnesAreOffered(String device) {
        assertDoesNotThrow(() -> DEVICES.require(DeviceSpec.parse(device)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adb",
                "adb,cores=ff",
                "adb,cores=f0,adb=sh",
                "adb,cores=f0,runtime=litert",
                "phone.yaml",
                "web,browser=chromium",
                "web,browser=sh -c id,modules=m",
                "web,browser=node,modules=m"
            })
    void otherProgramsFilesAndSettingsAreNotOffered(String device) {
        UserError e = assertThrows(UserError.class, () -> DEVICES.require(DeviceSpec.parse(device)));
        assertTrue(e.fix().contains("sartor agent --allow"), e.text());
        assertTrue(e.fix().contains("allowed: adb,threads=1,cores=f0"), e.text());
    }
}
