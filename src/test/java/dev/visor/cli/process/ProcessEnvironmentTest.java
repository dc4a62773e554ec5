package dev.visor.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessEnvironmentTest {

    @Test
    void aCharsetThatConfusesNamesIsSaid() {
        assertThat(ProcessEnvironment.obstacle(US_ASCII, UTF_8))
                .get()
                .asString()
                .contains("US-ASCII", "./visor");
        assertThat(ProcessEnvironment.obstacle(UTF_8, ISO_8859_1))
                .get()
                .asString()
                .contains("ISO-8859-1");
        assertThat(ProcessEnvironment.obstacle(UTF_8, UTF_8, "Jos\u00e9.jpg", "-", "@x", "--help"))
                .isEmpty();
    }

    @Test
    void anArgumentWhoseLettersWereLostIsSaid() {
        assertThat(ProcessEnvironment.obstacle(UTF_8, UTF_8, "protect", "Jos\uFFFD.jpg"))
                .get()
                .asString()
                .contains("Jos\uFFFD.jpg", "UTF-8");
    }

    @Test
    void theEngineIsUnpackedOnceWhateverVisorCacheNames(@TempDir Path folder) {
        Map<String, String> user = Map.of(
                "VISOR_CACHE",
                folder.resolve("new").toString(),
                "XDG_CACHE_HOME",
                folder.resolve("own").toString());

        assertThat(settled(user)).isEqualTo(folder.resolve("own/visor/engine").toString());
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void theEngineIsUnpackedInVisorCacheWhereTheUsersOwnCannotBeMade(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Map<String, String> user =
                Map.of("VISOR_CACHE", folder.resolve("new").toString(), "XDG_CACHE_HOME", file.toString());

        assertThat(settled(user)).isEqualTo(folder.resolve("new/engine").toString());
    }

    @Test
    void aFolderForTheEngineThatTheUserNamedIsLeftToIt(@TempDir Path folder) {
        assertThat(settled(Map.of("ENGINE_CACHE_DIR", "/x", "XDG_CACHE_HOME", folder.toString())))
                .isNull();
    }

    private static String settled(Map<String, String> environment) {
        String before = System.clearProperty("ENGINE_CACHE_DIR");
        try {
            ProcessEnvironment.settleEngine(environment);
            return System.getProperty("ENGINE_CACHE_DIR");
        } finally {
            System.clearProperty("ENGINE_CACHE_DIR");
            if (before != null) {
                System.setProperty("ENGINE_CACHE_DIR", before);
            }
        }
    }
}
