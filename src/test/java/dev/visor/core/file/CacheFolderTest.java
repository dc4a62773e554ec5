package dev.visor.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheFolderTest {

    @Test
    void theNearestWordOfTheEnvironmentCounts() {
        Map<String, String> all = Map.of("VISOR_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c");

        assertThat(CacheFolder.of(all)).isEqualTo(Path.of("/a"));
        assertThat(CacheFolder.of(Map.of("VISOR_CACHE", " ", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
                .isEqualTo(Path.of("/b/visor"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "", "HOME", "/c"))).isEqualTo(Path.of("/c/.cache/visor"));
    }

    @Test
    void theUsersOwnFolderIsTheSameWhateverVisorCacheNames() {
        assertThat(CacheFolder.ofUser(Map.of("VISOR_CACHE", "/a", "HOME", "/c")))
                .isEqualTo(Path.of("/c/.cache/visor"));
        assertThat(CacheFolder.ofUser(Map.of("VISOR_CACHE", "/a", "XDG_CACHE_HOME", "/b", "HOME", "/c")))
                .isEqualTo(Path.of("/b/visor"));
    }

    @Test
    void aUserWithoutAHomeIsToldWhatToSet() {
        String before = System.setProperty("user.home", "?");
        try {
            assertThatThrownBy(() -> CacheFolder.of(Map.of()))
                    .isInstanceOf(InputError.class)
                    .hasMessageContaining("set VISOR_CACHE");
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @ParameterizedTest
    @CsvSource({"VISOR_CACHE, cache", "XDG_CACHE_HOME, ./x", "HOME, ?"})
    void aRelativeFolderIsRefused(String name, String value) {
        assertThatThrownBy(() -> CacheFolder.of(Map.of(name, value)))
                .isInstanceOf(InputError.class)
                .hasMessage(name + " must be an absolute path, got \"" + value + "\"");
    }
}
