package dev.visor.dataset.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.core.InputError;
import dev.visor.core.image.Photo;
import dev.visor.dataset.DataSet;
import dev.visor.dataset.FacePhoto;
import dev.visor.dataset.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final String COMPOSED = "Jos\u00e9";
    private static final String DECOMPOSED = "Jose\u0301";

    @TempDir
    private Path folder;

    @Test
    void everyLetterMakesAPerson() throws IOException {
        for (String name :
                new String[] {"\u5f20\u4f1f", "\u738b\u82b3", COMPOSED, "@x", "--help", "it's \"me\"", "anna", "Anna"
                }) {
            photo(name, "1.png");
        }

        DataSet read = new PlainFolder().read("people", folder);

        assertThat(read.photos().stream().map(FacePhoto::subject).distinct()).hasSize(8);
    }

    @Test
    void twoSpellingsOfOneNameStopTheReading() throws IOException {
        photo(COMPOSED, "1.png");
        photo(DECOMPOSED, "1.png");

        assertThatThrownBy(() -> new PlainFolder().read("people", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("differ only in how Unicode composes their accents");
    }

    @Test
    void twoSpellingsOfOnePhotoStopTheReading() throws IOException {
        photo("anna", COMPOSED + ".png");
        photo("anna", DECOMPOSED + ".png");

        assertThatThrownBy(() -> new PlainFolder().read("people", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("rename or remove one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", " "})
    void aFolderThatMeansNobodyIsRefused(String name) throws IOException {
        photo(name, "1.png");

        assertThatThrownBy(() -> new PlainFolder().read("people", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("rename it");
    }

    @Test
    void aNameWhoseLettersWereLostIsRefused() throws IOException {
        photo("Jos\uFFFD", "1.png");

        assertThatThrownBy(() -> new PlainFolder().read("people", folder))
                .isInstanceOf(InputError.class)
                .hasMessageContaining("not written in UTF-8");
    }

    @Test
    void landmarksAreFoundInEitherSpelling() throws IOException {
        photo(DECOMPOSED, "1.png");
        Files.writeString(
                folder.resolve("landmarks.csv"),
                "file,x1,y1,x2,y2,score,lex,ley,rex,rey,nx,ny,lmx,lmy,rmx,rmy\n" + COMPOSED
                        + "/1.png,0,0,9,9,1,1,2,3,2,2,3,1,4,3,4\n");

        assertThat(new PlainFolder().read("people", folder).photos())
                .extracting(FacePhoto::landmarks)
                .allMatch(Optional::isPresent);
    }

    private void photo(String person, String file) throws IOException {
        Files.createDirectories(folder.resolve(person));
        ImageFiles.writePng(new Photo(1, 1, new byte[3]), folder.resolve(person).resolve(file));
    }
}
