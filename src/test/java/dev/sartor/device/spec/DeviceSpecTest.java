package dev.sartor.device.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSpecTest {
    @Test
    void defaultsAreOneThreadOneImageAndFp32() {
        assertEquals(new InProcessSpec(ExecutionProvider.CPU, 1, 1, Precision.FP32), DeviceSpec.parse("cpu"));
        assertEquals(DeviceSpec.cpu(), DeviceSpec.parse("cpu"));
    }

    @Test
    void settingsMayBeInAnyOrder() {
        var spec = new InProcessSpec(ExecutionProvider.XNNPACK, 4, 8, Precision.FP32);
        assertEquals(spec, DeviceSpec.parse("xnnpack,batch=8,threads=4"));
        assertEquals(spec, DeviceSpec.parse(" xnnpack , threads = 4 , precision=fp32, batch=8 "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu,threads=1", "cpu,threads=2,batch=16", "tensorrt,threads=1"})
    void theCanonicalTextParsesToItself(String text) {
        assertEquals(text, DeviceSpec.parse(text).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "cpo; There is no device 'cpo'; did you mean 'cpu'?",
                "''; There is no device; valid: cpu",
                "CPU; There is no device 'CPU'; cpu",
                "cpu,thread=1; There is no setting 'thread'; did you mean 'threads'?",
                "cpu,; There is no setting ''; valid: threads, batch, precision",
                "cpu,threads; The setting 'threads' has no value; threads=1",
                "cpu,threads=; '' is not a valid value for threads; whole number",
                "cpu,threads=0; '0' is not a valid value for threads; from 1 to 4096",
                "cpu,threads=-1; '-1' is not a valid value for threads; from 1 to 4096",
                "cpu,threads=2.5; '2.5' is not a valid value for threads; whole number",
                "cpu,batch=9999; '9999' is not a valid value for batch; from 1 to 4096",
                "cpu,threads=1,threads=2; The setting 'threads' is given twice; once",
                "cpu,precision=int8; There is no precision 'int8'; valid: fp32"
            })
    void mistakesAreReportedWithTheirFix(String text, String what, String fix) {
        var e = assertThrows(UserError.class, () -> DeviceSpec.parse(text));
        assertTrue(e.getMessage().startsWith(what), e.text());
        assertEquals("device '" + text + "'", e.where());
        assertTrue(e.fix().contains(fix), e.text());
    }
}
