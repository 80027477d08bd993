package dev.sartor.device.factory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardNamesTest {
    @ParameterizedTest
    @CsvSource({
        "ssh pi@pi1.local sartor agent, pi@pi1.local",
        "ssh -p 22 pi1 sartor-0.1.0/sartor agent --allow adb, pi1",
        "docker exec -i box sartor agent, box",
        "kubectl exec -i pod-7 -- sartor agent, pod-7",
        "sartor agent, 1",
        "java dev.sartor.cli.Sartor agent, 1"
    })
    void aBoardIsNamedAfterTheWordBeforeSartor(String command, String name) {
        assertEquals(List.of(name), BoardNames.of(List.of(command)));
    }

    @Test
    void noOtherWordOfACommandIsPartOfAName() {
        assertEquals(
                List.of("1", "pi2"),
                BoardNames.of(List.of("ssh pi1 'KEY=secret sartor agent'", "sshpass -p secret ssh pi2 sartor agent")));
    }

    @Test
    void boardsOfOneHostHaveDifferentNames() {
        assertEquals(
                List.of("pi1", "pi1 (2)"),
                BoardNames.of(List.of("ssh -p 1 pi1 sartor agent", "ssh -p 2 pi1 sartor agent")));
    }
}
