package dev.sartor.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.TrainingCommand;
import dev.sartor.delivery.quantisation.QuantisedCard;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.SearchJson;
import dev.sartor.search.run.SearchResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints the result of a search, and of the final training if one was planned. */
public final class SearchOutput {
    private final PrintWriter out;
    private final boolean json;
    private final List<String> optionsOfNext;

    /**
     * @param json          whether one JSON object is printed instead of text
     * @param optionsOfNext options for the command that is printed as the next one
     */
    public SearchOutput(PrintWriter out, boolean json, List<String> optionsOfNext) {
        this.out = out;
        this.json = json;
        this.optionsOfNext = optionsOfNext;
    }

    /** Prints a result without a final training. */
    public void print(RunFolder run, SearchResult result, EvaluationMetric metric) {
        print(run, result, metric, Optional.empty(), Optional.empty());
    }

    /**
     * @param trained the network that was trained at the end, if that was planned
     * @param int8    its 8-bit file, if the run is for an 8-bit device
     */
    public void print(
            RunFolder run,
            SearchResult result,
            EvaluationMetric metric,
            Optional<ModelCard> trained,
            Optional<QuantisedCard> int8) {
        Optional<EvaluationSet> evaluationSet = run.evaluationSet();
        if (json) {
            SearchJson search = SearchJson.of(run.path().toString(), result, metric, evaluationSet);
            JsonText.print(
                    trained.<Object>map(c -> new TimedSearchJson(search, c, int8))
                            .orElse(search),
                    out);
            return;
        }
        SearchResultText.of(result, metric, evaluationSet).forEach(out::println);
        trained.ifPresent(c -> ModelCardText.lines(c).forEach(out::println));
        int8.ifPresent(c -> QuantisedCardText.of(c).forEach(out::println));
        out.println("report  " + run.path().resolve("report.html"));
        SartorCommand next = trained.map(c -> SartorCommand.of("export").with(Path.of(run.path() + ":" + c.name())))
                .orElseGet(() -> TrainingCommand.ofBest(run, result.trials()));
        out.println("next    " + next.with(optionsOfNext));
    }

    /** The result of a search that trained a network at its end. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record TimedSearchJson(
            @JsonUnwrapped SearchJson search, ModelCard trained, Optional<QuantisedCard> int8Export) {}
}
