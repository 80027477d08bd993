package dev.sartor.device.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every number and text of a device below, at and above its limits. */
class DeviceNumbersTest {
    private static final List<String> INVALID_COUNTS = List.of(
            "-2147483649",
            "-1",
            "0",
            "4097",
            "2147483648",
            "9999999999999999999",
            "1.5",
            "1e3",
            "0x10",
            "NaN",
            "",
            " ",
            "1 2",
            "+1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu,threads",
                "cpu,batch",
                "xnnpack,threads",
                "adb,threads",
                "adb,batch",
                "my.yaml,threads",
                "web,threads"
            })
    void countsAreBetween1And4096(String setting) {
        for (String accepted : List.of("1", "4096")) {
            DeviceSpec spec = DeviceSpec.parse(setting + "=" + accepted);
            assertEquals(spec, DeviceSpec.parse(spec.text()));
        }
        for (String refused : INVALID_COUNTS) {
            UserError e = assertThrows(UserError.class, () -> DeviceSpec.parse(setting + "=" + refused), refused);
            assertEquals(3, e.text().lines().count());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0", "-1, 1", "4097, 1", "1, 4097", "2147483647, 1"})
    void countsOfACertificateHaveTheSameLimits(int threads, int batch) {
        assertThrows(
                IllegalArgumentException.class, () -> new CommandSpec("adb", threads, batch, Precision.FP32, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WebSpec("chromium", "onnxruntime-web", "m", threads, batch, Precision.FP32));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web,browser=",
                "web,modules=",
                "web,browser=a\u0000b",
                "adb,cores=a\nb",
                "adb,Cores=f",
                "web,modules=\u0007"
            })
    void emptyTextsControlCharactersAndUnknownSettingsAreRefused(String device) {
        assertThrows(UserError.class, () -> DeviceSpec.parse(device));
    }

    @Test
    void aCertificateNamesOnlyWhatAUserCouldType() {
        // CommandSpec: device file, threads, batch size, precision, settings
        assertThrows(IllegalArgumentException.class, () -> new CommandSpec("a.txt", 1, 1, Precision.FP32, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CommandSpec("a.yaml,b=c.yaml", 1, 1, Precision.FP32, Map.of()));
        assertThrows(IllegalArgumentException.class, () -> new CommandSpec(null, 1, 1, Precision.FP32, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CommandSpec("adb", 1, 1, Precision.FP32, Map.of("cores", "f,adb=x")));
        assertThrows(
                // WebSpec: browser, runtime, modules, threads, batch size, precision
                IllegalArgumentException.class, () -> new WebSpec("chromium", "../../evil", "m", 1, 1, Precision.FP32));
        assertThrows(IllegalArgumentException.class, () -> new WebSpec("chromium", null, "m", 1, 1, Precision.FP32));
    }

    @Test
    void namesMayBeInAnyScript() {
        for (String device : List.of("каталог/телефон.yaml,threads=1", "web,browser=/opt/日本/chromium,threads=1")) {
            assertEquals(device, DeviceSpec.parse(device).text());
        }
    }
}
