package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.recipe.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchRankingTest {
    private static final double[] ACCURACIES = {0.90, 0.91, 0.92, 0.93, 0.94, 0.95};

    private static ModelCard card(double validation, int epochs) {
        return new ModelCard(
                "net",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                TrainingData.of(HalvesData.of("left", "right"), 7),
                Optional.empty(),
                Optional.empty(),
                Recipe.standard(epochs),
                7,
                List.of(),
                validation,
                0.5,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Networks with these scores and MACs, whose accuracy after training rises. */
    private static List<SearchRanking.TrainedNetwork> networks(double[] scores, long... macs) {
        List<SearchRanking.TrainedNetwork> networks = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            networks.add(new SearchRanking.TrainedNetwork(scores[i], macs[i], card(ACCURACIES[i], 3)));
        }
        return networks;
    }

    private static SearchRanking.Known known(List<SearchRanking.TrainedNetwork> networks) {
        return assertInstanceOf(SearchRanking.Known.class, SearchRanking.of(networks));
    }

    @Test
    void aSearchThatRanksLikeTheTrainingHasTauOne() {
        SearchRanking.Known known = known(networks(new double[] {1, 2, 3, 4, 5, 6}, 10, 20, 30, 40, 60, 50));
        assertEquals(1, known.ofScores().tau());
        // one of 15 pairs is in the other order
        assertEquals(13.0 / 15, known.ofMacs().tau(), 1e-12);
        assertEquals(1, known.searchRankOfBest());
        assertEquals(1, known.trainedRankOfFirst());
        assertFalse(known.isBelowMacs());
        assertTrue(
                known.ofScores().lower() > 0 && known.ofScores().upper() == 1,
                known.ofScores().toString());
    }

    @Test
    void theTextSaysIfMacsRankBetterThanTheSearch() {
        SearchRanking.Known known = known(networks(new double[] {3, 6, 2, 1, 4, 5}, 10, 20, 30, 40, 60, 50));
        assertTrue(known.isBelowMacs());
        assertEquals(2, known.searchRankOfBest());
        assertEquals(5, known.trainedRankOfFirst());
        String text = known.text("X");
        assertTrue(text.contains("Kendall tau of 0.07 (95 % interval -0.69 to 0.75)"), text);
        assertTrue(text.contains("so MACs rank them better"), text);
        assertTrue(text.endsWith("number 2 in the search, and the first of the search came out as number 5"), text);
    }

    @Test
    void forFourNetworksTheTextNamesTheCommandThatTrainsMore() {
        SearchRanking ranking = SearchRanking.of(networks(new double[] {1, 2, 3, 4}, 1, 2, 3, 4));
        assertEquals(new SearchRanking.Unknown(4), ranking);
        assertTrue(ranking.text("sartor train x --spread 8").endsWith("; sartor train x --spread 8"));
        assertTrue(SearchRanking.of(List.of()).text("X").contains("none of at least 5 were"));
    }

    @Test
    void networksOfOtherRecipesAreNotCompared() {
        List<SearchRanking.TrainedNetwork> networks =
                new ArrayList<>(networks(new double[] {1, 2, 3, 4, 5, 6}, 1, 2, 3, 4, 5, 6));
        for (int i = 0; i < 5; i++) {
            networks.add(new SearchRanking.TrainedNetwork(10 - i, 1, card(0.99, 4)));
        }
        assertEquals(6, known(networks).networks());
        assertEquals(1, known(networks).ofScores().tau());
    }
}
