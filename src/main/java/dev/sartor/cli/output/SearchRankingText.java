package dev.sartor.cli.output;

import dev.sartor.base.process.SartorCommand;
import dev.sartor.delivery.SearchRanking;
import dev.sartor.search.run.RunFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The quality of a search's ranking of the networks that were trained after it, as lines of text and as a JSON object. */
public final class SearchRankingText {
    /** Number of networks that the printed command trains: enough to tell a good ranking from a random one. */
    private static final int SUGGESTED_NETWORKS = 8;

    private SearchRankingText() {}

    /**
     * A line of text, and a warning if MACs rank better.
     *
     * @param trainMore see {@link #trainMore}
     */
    public static List<String> of(SearchRanking ranking, SartorCommand trainMore) {
        String text = "trust   " + ranking.text("train more of them: " + trainMore);
        String warning = "warning: the accuracies of this search are worth less than counting MACs; train more of its"
                + " networks, or search again with another --accuracy";
        return ranking instanceof SearchRanking.Known known && known.isBelowMacs()
                ? List.of(text, warning)
                : List.of(text);
    }

    /** The value of the key {@code ranking} of {@code train --json}. */
    public static Map<String, Object> object(SearchRanking ranking, SartorCommand trainMore) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("networks", ranking.networks());
        switch (ranking) {
            case SearchRanking.Unknown _ -> object.put("command", trainMore.text());
            case SearchRanking.Known k -> {
                object.put("source", k.ofScores());
                object.put("macs", k.ofMacs());
                object.put("belowMacs", k.isBelowMacs());
                object.put("rankOfBest", k.searchRankOfBest());
                object.put("rankOfFavourite", k.trainedRankOfFirst());
            }
        }
        return object;
    }

    /**
     * The command that trains more networks of a run, so that the ranking becomes known.
     *
     * @param settings the options of the trainings so far: only networks that are trained alike are compared
     */
    public static SartorCommand trainMore(RunFolder run, List<String> settings) {
        return SartorCommand.of("train")
                .with(run.path())
                .with("--spread", SUGGESTED_NETWORKS)
                .with(settings);
    }
}
