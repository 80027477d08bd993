package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sartor.arch.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesSpecTest {
    private static final DatasetOptions DEFAULTS = DatasetOptions.defaults();

    @Test
    void settingsAreApplied() {
        Dataset dataset = Datasets.open("shapes:size=16, rgb,train=40,validation=20,test=30", DEFAULTS);
        assertEquals(new Shape(3, 16, 16), dataset.shape());
        assertEquals(
                List.of(40, 20, 30),
                List.of(
                        dataset.train().count(),
                        dataset.validation().count(),
                        dataset.test().count()));
    }

    @Test
    void theShapeDefaultsToTheRequestedShape() {
        Shape requested = new Shape(3, 12, 20);
        assertEquals(
                requested,
                Datasets.open("shapes:train=20,validation=20,test=20", DEFAULTS.withShape(requested))
                        .shape());
    }

    @Test
    void aLargerDataSetBeginsWithTheImagesOfASmallerOne() {
        Images few =
                Datasets.open("shapes:train=50,validation=20,test=20", DEFAULTS).train();
        Images many =
                Datasets.open("shapes:train=80,validation=20,test=20", DEFAULTS).train();
        assertArrayEquals(few.pixels(), many.slice(0, 50).pixels());
    }

    @Test
    void anotherSeedOfTheDataSetGivesOtherImages() {
        Images one =
                Datasets.open("shapes:train=20,validation=20,test=20", DEFAULTS).test();
        assertFalse(Arrays.equals(
                one.pixels(),
                Datasets.open("shapes:train=20,validation=20,test=20,seed=2", DEFAULTS)
                        .test()
                        .pixels()));
        assertArrayEquals(
                one.pixels(),
                Datasets.open("shapes:train=20,validation=20,test=20", DEFAULTS.withSeed(2))
                        .test()
                        .pixels(),
                "the seed of a run does not change the pictures");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shapes:trian=20      | has no setting 'trian'      | did you mean 'train'",
                "shapes:size          | '' is not a valid value for 'size' | from 8 to 1024, such as size=28",
                "shapes:size=7        | '7' is not a valid value for 'size' | from 8 to 1024",
                "shapes:size=big      | 'big' is not a valid value | from 8 to 1024",
                "shapes:train=0       | '0' is not a valid value for 'train' | from 1 to 5000000",
                "shapes:test=3000000000 | '3000000000' is not a valid value | from 1 to 5000000",
                "shapes:seed=x        | 'x' is not a valid value for 'seed' | from 0 up",
                "shapes:grey=1        | 'grey' takes no value       | write 'grey' alone",
                "shapes:rgb,,train=20 | has no setting ''           | valid: size, grey, rgb",
                "shapes:train=9000000 | '9000000' is not a valid value | from 1 to 5000000"
            })
    void errorsNameTheSetting(String spec, String what, String fix) {
        DatasetErrors.assertOpeningFails(spec, DEFAULTS, what, fix);
    }
}
