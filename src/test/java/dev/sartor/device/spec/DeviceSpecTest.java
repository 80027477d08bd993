package dev.sartor.device.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.network.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;

class DeviceSpecTest {
    @Test
    void defaultsAreOneThreadOneImageAndFp32() {
        // InProcessSpec: provider, threads, batch size, precision
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
    @ValueSource(
            strings = {
                "cpu,threads=1",
                "cpu,threads=2,batch=16",
                "cpu,threads=1,precision=int8,stem=fp32",
                "tensorrt,threads=1",
                "cpu,threads=1,precision=int8",
                "adb,threads=4,precision=int8,cores=f0",
                "phone.yaml,threads=1,precision=int8,runtime=litert,cores=f0",
                "web,browser=node,threads=1,runtime=onnxruntime-node,precision=int8"
            })
    void theCanonicalTextParsesToItself(String text) {
        assertEquals(text, DeviceSpec.parse(text).text());
    }

    /** Certificates are compared as bytes: those of fp32 devices have no key that earlier releases did not know. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "adb,threads=4,cores=f0; {\"file\":\"adb\",\"threads\":4,\"batch\":1,\"settings\":{\"cores\":\"f0\"}}",
                "web; {\"browser\":\"chromium\",\"runtime\":\"onnxruntime-web\",\"modules\":\"node_modules\","
                        + "\"threads\":1,\"batch\":1}",
                "cpu; {\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"FP32\"}",
                "adb,precision=int8;"
                        + " {\"file\":\"adb\",\"threads\":1,\"batch\":1,\"precision\":\"INT8\",\"settings\":{}}",
                "adb,runtime=litert;"
                        + " {\"file\":\"adb\",\"threads\":1,\"batch\":1,\"format\":\"LITERT\",\"settings\":{}}",
                "web,precision=int8;"
                        + " {\"browser\":\"chromium\",\"runtime\":\"onnxruntime-web\",\"modules\":\"node_modules\","
                        + "\"threads\":1,\"batch\":1,\"precision\":\"INT8\"}",
                "cpu,precision=int8; {\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"INT8\"}",
                "cpu,precision=int8,stem=int8;"
                        + " {\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"INT8\"}",
                "cpu,stem=fp32,precision=int8; {\"provider\":\"CPU\",\"threads\":1,\"batch\":1,\"precision\":\"INT8\","
                        + "\"stemPrecision\":\"FP32\"}"
            })
    void jsonNamesPrecisionAndFormatOfCommandsAndBrowsersOnlyIfTheyAreNotTheDefault(String text, String json) {
        DeviceSpec spec = DeviceSpec.parse(text);
        assertEquals(json, Json.COMPACT.writerFor(DeviceSpec.class).writeValueAsString(spec));
        assertEquals(
                spec,
                Json.COMPACT
                        .rebuild()
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .build()
                        .readValue(json, DeviceSpec.class));
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
                "cpu,stem=int8; A device in fp32 has no stems in int8; add precision=int8",
                "cpu,precision=int8,stem=half; There is no precision 'half'; fp32",
                "cpu,threads; The setting 'threads' has no value; threads=1",
                "cpu,threads=; '' is not a valid value for threads; whole number",
                "cpu,threads=0; '0' is not a valid value for threads; from 1 to 4096",
                "cpu,threads=-1; '-1' is not a valid value for threads; from 1 to 4096",
                "cpu,threads=2.5; '2.5' is not a valid value for threads; whole number",
                "cpu,batch=9999; '9999' is not a valid value for batch; from 1 to 4096",
                "cpu,threads=1,threads=2; The setting 'threads' is given twice; once",
                "cpu,precision=int4; There is no precision 'int4'; did you mean 'int8'",
                "adb,precision=; There is no precision ''; valid: fp32, int8",
                "adb,runtime=litrt; There is no runtime 'litrt'; did you mean 'litert'?",
                "adb,runtime=litert,batch=2; LiteRT files are for one image at a time, not 2; write settings as",
                "web,precision=INT8; There is no precision 'INT8'; int8",
                "cuda,precision=int8; The provider 'cuda' has no kernels for int8 models; use precision=fp32, or one"
                        + " of cpu"
            })
    void mistakesAreReportedWithTheirFix(String text, String what, String fix) {
        var e = assertThrows(UserError.class, () -> DeviceSpec.parse(text));
        assertTrue(e.getMessage().startsWith(what), e.text());
        assertEquals("device '" + text + "'", e.where());
        assertTrue(e.fix().contains(fix), e.text());
    }
}
