package dev.sartor.base.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"mobilenet-v2", "A_1.5", "12"})
    void plainNamesStay(String name) {
        assertEquals(name, FileNames.of(name));
    }

    @Test
    void differentNamesHaveDifferentFiles() {
        List<String> names = List.of(
                "日本", "лиса", "a b", "a/b", "a:b", "a-b", " a b", "..", ".", "../a", "a\n", "", "-", "é", "e\u0301",
                "x".repeat(300), "x".repeat(301), "small-28:0123", "small-28/0123");
        Set<String> files = new HashSet<>();
        for (String name : names) {
            String file = FileNames.of(name);
            assertTrue(file.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}"), name + " gives " + file);
            assertTrue(files.add(file), name + " gives " + file + " too");
        }
    }
}
