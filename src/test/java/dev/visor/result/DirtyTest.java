package dev.visor.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.visor.result.entry.Dirty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirtyTest {

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"true, YES", "false, NO", "'\"unknown\"', UNKNOWN"})
    void isWrittenAsItIsReadAndAsOlderRecordsHaveIt(String written, Dirty dirty) throws Exception {
        assertThat(json.readValue(written, Dirty.class)).isEqualTo(dirty);
        assertThat(json.writeValueAsString(dirty)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"no\"", "0", "\"false\""})
    void nothingElseIsTaken(String written) {
        assertThatThrownBy(() -> json.readValue(written, Dirty.class)).isInstanceOf(JsonMappingException.class);
    }
}
