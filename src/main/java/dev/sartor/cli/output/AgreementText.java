package dev.sartor.cli.output;

import dev.sartor.latency.statistics.Agreement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The agreement of predicted and measured latencies as a line of text and as a JSON object. */
public final class AgreementText {
    private AgreementText() {}

    /** One line of text. */
    public static String of(Agreement a) {
        return ConsoleFormat.format(
                "mean error %4.1f %%, within 5 %%: %3.0f %%, within 10 %%: %3.0f %%, Kendall tau %.3f, bias %+.1f %%"
                        + " (%d networks)",
                100 * a.mape(), 100 * a.within5(), 100 * a.within10(), a.kendallTau(), 100 * a.bias(), a.networks());
    }

    /** The JSON object, with the keys of {@code validate --json}; fractions, not percent. */
    public static Map<String, Object> object(Agreement a) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("networks", a.networks());
        object.put("mape", a.mape());
        object.put("rmspe", a.rmspe());
        object.put("within5", a.within5());
        object.put("within10", a.within10());
        object.put("kendallTau", a.kendallTau());
        object.put("bias", a.bias());
        return object;
    }
}
