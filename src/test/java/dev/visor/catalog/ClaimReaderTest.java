package dev.visor.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visor.contract.Home;
import dev.visor.core.Access;
import dev.visor.core.Alignment;
import dev.visor.core.InputError;
import dev.visor.core.Pairing;
import dev.visor.core.expectation.Claim;
import dev.visor.core.measure.Far;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimReaderTest {

    private static final String SOUND = """
            id: strong
            statement: it protects
            source:
              paper: Somebody et al., 2020
              place: table 1
            metric: psr_dodging
            pairing: protected/clean
            far: 0.001
            cells:
              dataset: lfw
              defense: tip-im-paper
              surrogates: [edgeface_xxs]
              attack: zoo-verification
              models: [mfn_y1, faceres]
              defense_access: black-box
              alignments: [crop, photo]
              countermeasures: [none, worst]
            over: each
            at-least: 0.9
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWhatIsClaimedOfWhichCells() throws IOException {
        Claim claim = claims(SOUND).get(0);

        assertThat(claim.metric()).isEqualTo("psr_dodging");
        assertThat(claim.pairing()).isEqualTo(Pairing.PROTECTED_CLEAN);
        assertThat(claim.far()).contains(new Far(.001));
        assertThat(claim.cells().models()).containsExactly("mfn_y1", "faceres");
        assertThat(claim.cells().defenseAccess()).contains(Access.BLACK_BOX);
        assertThat(claim.cells().alignments()).containsExactly(Alignment.CROP, Alignment.PHOTO);
        assertThat(claim.bound()).isEqualTo(new Claim.AtLeast(.9));
        assertThat(claims(SOUND.replace("at-least: 0.9", "within: [0.2, 0.3]"))
                        .get(0)
                        .bound())
                .isEqualTo(new Claim.Within(.2, .3));
        assertThat(claims(SOUND.replace("at-least: 0.9", "above: mim")).get(0).bound())
                .isEqualTo(new Claim.Above("mim"));
    }

    @Test
    void everyClaimOfTheProjectIsSound() {
        assertThat(new Catalog(Home.PATH).claims(Path.of("results/claims")))
                .hasSizeGreaterThan(10)
                .allSatisfy(claim -> assertThat(claim.source().place()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            at-least: 0.9    | at-lest: 0.9        | strong.yaml:19: unknown key "at-lest"; did you mean "at-least"?
            at-least: 0.9    | at-most: lots       | strong.yaml:19: at-most must be a number or a fraction such as 12/255, got "lots"
            at-least: 0.9    | within: [0.9, 0.1]  | within must be a list of two numbers, the lower first
            over: each       | over: all           | strong.yaml:18: unknown kind of claim "all"; expected one of each, mean
            metric: psr      | # metric: psr       | strong.yaml:1: key "metric" is missing
            far: 0.001       | far: 2              | strong.yaml:8: a FAR lies between 0 and 1, got 2.0
            black-box        | grey-box            | strong.yaml:15: cells.defense_access must be one of white-box, black-box, none, got "grey-box"
            id: strong       | id: weak            | strong.yaml:1: id "weak" must be the file's name, "strong"
            """)
    void saysFileAndKeyOfWhatIsWrong(String sound, String broken, String sentence) {
        assertThatThrownBy(() -> claims(SOUND.replace(sound, broken)))
                .isInstanceOf(InputError.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void saysThatAClaimClaimsTwoThings() {
        assertThatThrownBy(() -> claims(SOUND + "above: mim\n"))
                .hasMessageContaining(
                        "expected one of the keys at-least, at-most, within, above, got at-least and above");
    }

    @Test
    void saysThatThereIsNoSuchFolder() {
        assertThatThrownBy(() -> new Catalog(folder).claims(Path.of("none")))
                .isInstanceOf(InputError.class)
                .hasMessage("claims folder none does not exist");
    }

    private java.util.List<Claim> claims(String text) throws IOException {
        Files.writeString(folder.resolve("strong.yaml"), text);
        return new Catalog(folder).claims(Path.of(""));
    }
}
