package dev.sartor.device.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.device.spec.CommandSpec;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.network.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceFileTest {
    @TempDir
    private Path folder;

    private static CommandSpec spec(String file, Map<String, String> settings) {
        return new CommandSpec(file, 1, 1, Precision.FP32, settings);
    }

    private DeviceFile read(String yaml, Map<String, String> settings) throws IOException {
        Path file = Files.writeString(folder.resolve("phone.yaml"), yaml);
        return DeviceFile.read(spec(file.toString(), settings));
    }

    @Test
    void onlyRunAndTimesAreRequired() throws IOException {
        DeviceFile file = read("run: bench {model} {runs}\ntimes: 'took ([0-9.]+)'\n", Map.of());
        assertEquals(1, file.warmUpRuns());
        assertEquals(1, file.retries());
        assertEquals(Duration.ofMinutes(2), file.timeout());
        assertEquals("bench /tmp/m.onnx 7", file.run().fill(Map.of("model", "/tmp/m.onnx", "runs", "7")));
    }

    @Test
    void settingsOfTheSpecificationReplaceThoseOfTheFile() throws IOException {
        DeviceFile file = read(
                "run: taskset {cores} bench {speed}\ntimes: '(.*)'\nsettings: {cores: f, speed: low}\n",
                Map.of("cores", "f0"));
        assertEquals("taskset f0 bench low", file.run().fill(file.settings()));
    }

    @Test
    void valuesAreQuotedAndShellVariablesUnchanged() {
        var template = new CommandTemplate("awk '{print $1}' ${HOME} {model}");
        assertEquals(
                "awk '{print $1}' ${HOME} '/tmp/my model'\\''s.onnx'",
                template.fill(Map.of("model", "/tmp/my model's.onnx")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "times: (.*); key 'run' is missing",
                "run: x; key 'times' is missing",
                "run: x|time: (.*); unknown key 'time'",
                "run: x {modle}|times: (.*); {modle} is not defined",
                "run: x|release: rm {cores}|times: (.*); {cores} is not defined",
                "run: x|times: .*; the pattern has no group",
                "run: x|times: '(['; not a regular expression",
                "run: x|times: (.*)|unit: minutes; unknown value 'minutes'",
                "run: x|times: (.*)|retries: -1; '-1' is not valid for retries",
                "run: x|times: (.*)|retries: 101; '101' is not valid for retries",
                "run: x|times: (.*)|warmup: -1; '-1' is not valid for warmup",
                "run: x|times: (.*)|warmup: 1000001; '1000001' is not valid for warmup",
                "run: x|times: (.*)|timeout_s: 0; '0' is not valid for timeout_s",
                "run: x|times: (.*)|timeout_s: 86401; '86401' is not valid for timeout_s",
                "run: x|times: (.*)|at_once: 0; '0' is not valid for at_once",
                "run: x|times: (.*)|at_once: 4097; '4097' is not valid for at_once",
                "run: x|times: (.*)|retries: 99999999999; a whole number is expected here",
                "run: x|times: (.*)|retries: 1.5; a whole number is expected here",
                "run: 'x `cat {model}`'|times: (.*); the command cannot be filled in safely",
                "run: x \"{model}|times: (.*); the command cannot be filled in safely",
                "run: x|times: (.*)|settings: {model: y}; 'model' cannot name a setting",
                "run: x|times: (.*)|settings: y; expected keys here",
                "run: x|times: (.*)|describe: {colour: echo red}; unknown key 'colour'",
                "run: x|times: (.*)|describe: {cpu: 'cat {model}'}; {model} is not defined"
            })
    void mistakesAreReportedWithTheirLine(String yaml, String what) {
        var e = assertThrows(UserError.class, () -> read(yaml.strip().replace("|", "\n"), Map.of()));
        assertTrue(e.getMessage().startsWith(what), e.text());
        assertTrue(e.where().contains("phone.yaml"), e.text());
    }

    @Test
    void anUnknownSettingIsReportedWithASuggestion() {
        var e = assertThrows(UserError.class, () -> DeviceFile.read(spec("adb", Map.of("core", "f0"))));
        assertTrue(e.fix().contains("did you mean 'cores'?"), e.text());
    }

    @Test
    void aMissingFileIsAUserError() {
        var e = assertThrows(UserError.class, () -> DeviceFile.read(spec("no/such.yaml", Map.of())));
        assertTrue(e.where().contains("no/such.yaml"), e.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"my/phone.yaml,threads=4", "adb,threads=1,batch=2,cores=f0"})
    void theTextOfASpecificationParsesToItself(String text) {
        assertEquals(text, DeviceSpec.parse(text).text());
    }

    @Test
    void theTextContainsFileThreadsAndSettings() {
        assertEquals(
                // CommandSpec: device file, threads, batch size, precision, settings
                new CommandSpec("phone.yaml", 4, 1, Precision.FP32, Map.of("cores", "f0", "folder", "/data")),
                DeviceSpec.parse("phone.yaml,cores=f0,threads=4,folder=/data"));
    }
}
