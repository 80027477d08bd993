package dev.sartor.base;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClassPathResourceTest {
    @Test
    void aFileInTheFolderOfTheClassIsRead() {
        assertTrue(ClassPathResource.text(Release.class, "release.properties").contains("commit="));
    }

    @Test
    void aMissingFileIsAnIllegalState() {
        assertThrows(IllegalStateException.class, () -> ClassPathResource.text(Release.class, "none.txt"));
    }
}
