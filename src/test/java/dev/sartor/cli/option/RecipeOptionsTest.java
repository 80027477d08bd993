package dev.sartor.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

class RecipeOptionsTest {

    @Command
    static final class RecipeCommand {
        @Mixin
        private RecipeOptions options;
    }

    private static RecipeChoice choice(String... args) {
        RecipeCommand command = new RecipeCommand();
        var parser = new CommandLine(command);
        RangeConverters.install(parser);
        parser.parseArgs(args);
        return command.options.recipe();
    }

    private static Recipe recipe(String... args) {
        return choice(args).recipe();
    }

    @Test
    void onlyValuesThatTheUserDidNotSetAreAdaptedToFewImages() {
        // RecipeChoice: recipe, the batch size adapts, the epochs adapt to the number of images
        assertEquals(new RecipeChoice(Recipe.standard(20), true, true), choice());
        assertEquals(new RecipeChoice(Recipe.standard(20), true, false), choice("--epochs=20"));
        assertEquals(new RecipeChoice(Recipe.standard(20), false, true), choice("--batch=64"));
    }

    @Test
    void withoutOptionsTheRecipeIsTheStandardOne() {
        assertEquals(Recipe.standard(20), recipe());
        assertEquals(Recipe.adamW(5), recipe("--optimiser", "adamw", "--epochs", "5"));
    }

    @Test
    void everyValueOfTheRecipeCanBeSet() {
        assertEquals(
                new Recipe(
                        7,
                        32,
                        // Schedule: peak learning rate, epochs of warm-up
                        new Schedule(0.01, 1),
                        Optimiser.adamW(0.1),
                        // Regularisation: label smoothing, drop path rate, decay of the moving average of weights
                        new Regularisation(0.2, 0.1, 0.99),
                        // AugmentationPolicy: shift, mirroring, cutout, mixup
                        new AugmentationPolicy(0.07, true, 0.25, 0.2)),
                recipe(
                        "--epochs=7",
                        "--batch=32",
                        "--learning-rate=0.01",
                        "--warm-up=1",
                        "--optimiser=adamw",
                        "--weight-decay=0.1",
                        "--label-smoothing=0.2",
                        "--drop-path=0.1",
                        "--averaging=0.99",
                        "--shift=0.07",
                        "--cutout=0.25",
                        "--mixup=0.2"));
    }

    @Test
    void valuesOutOfRangeAreUsageErrors() {
        ParameterException error = assertThrows(ParameterException.class, () -> recipe("--drop-path=1"));
        assertTrue(error.getMessage().contains("'1' is not a number from 0 and below 1"), error.getMessage());
    }

    /** Below, at and above the end of every range, and numbers that are none. */
    @Test
    void everyValueOfEveryOptionIsAcceptedOrAUserError() {
        List<String> values = List.of(
                "-2147483648",
                "-1",
                "-1e-300",
                "-0.0",
                "0",
                "1e-300",
                "0.5",
                "0.9999999",
                "1",
                "1.0000001",
                "2",
                "64",
                "99.9",
                "100",
                "2147483647",
                "2147483648",
                "1e300",
                "Infinity",
                "-Infinity",
                "NaN",
                "",
                " ",
                "x",
                "1,5");
        int accepted = 0;
        for (OptionSpec option :
                CommandSpec.forAnnotatedObject(new RecipeCommand()).options()) {
            for (String value : values) {
                try {
                    Recipe fitted = choice(option.longestName() + "=" + value).forImages(96);
                    assertTrue(fitted.epochs() >= 1 && fitted.batchSize() >= 2, fitted.toString());
                    // learningRateAt: step, epochs, steps per epoch
                    assertTrue(fitted.schedule().learningRateAt(0, fitted.epochs(), 12) >= 0, fitted.toString());
                    accepted++;
                } catch (UserError e) {
                    assertEquals(3, e.text().lines().count(), e.text());
                } catch (ParameterException e) {
                    assertTrue(e.getMessage().contains(option.longestName()), e.getMessage());
                }
            }
        }
        assertTrue(accepted > 50, accepted + " accepted");
    }
}
