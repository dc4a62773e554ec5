package dev.visor.recognizer.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaCommandTest {

    @Test
    void theProcessIsToldWhereTheEngineIsForItMayNotUnpackOne(@TempDir Path folder) {
        String before = System.setProperty("ENGINE_CACHE_DIR", folder.toString());
        try {
            assertThat(JavaCommand.of(folder, 100)).contains("-DENGINE_CACHE_DIR=" + folder);
        } finally {
            System.clearProperty("ENGINE_CACHE_DIR");
            if (before != null) {
                System.setProperty("ENGINE_CACHE_DIR", before);
            }
        }
    }
}
