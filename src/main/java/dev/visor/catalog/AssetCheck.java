package dev.visor.catalog;

import dev.visor.core.Digest;
import dev.visor.core.InputError;
import dev.visor.recognizer.RecognizerCard;
import dev.visor.recognizer.djl.RecognizerFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether a recognizer's weights are on this machine, and are those that its card names. */
public record AssetCheck(String id, State state, String detail) {

    /** The state in which an asset was found. */
    public enum State {
        OK,
        /** Comes when first needed. */
        PACKAGE,
        MISSING,
        /** Another file under the same name. */
        WRONG;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static AssetCheck of(RecognizerCard card, AssetFolders assets) {
        if (!card.asset().pack().isEmpty()) {
            return new AssetCheck(
                    card.id(), State.PACKAGE, "comes with " + card.asset().pack() + " when first needed");
        }
        if (card.type().equals(RecognizerType.COMMAND)) {
            return new AssetCheck(
                    card.id(),
                    State.OK,
                    "runs a command; its files were digested: " + card.params().get("files"));
        }
        Optional<Path> file = assets.find(card);
        if (file.filter(Files::isRegularFile).isEmpty()) {
            return new AssetCheck(
                    card.id(),
                    State.MISSING,
                    "needs %s in %s"
                            .formatted(
                                    card.asset().path(),
                                    card.asset().isInAssets() ? "the assets folder" : "the folder of its catalog"));
        }
        try {
            Digest found = RecognizerFormats.digest(card, file.get());
            return found.equals(card.sha256())
                    ? new AssetCheck(card.id(), State.OK, file.get().toString())
                    : new AssetCheck(
                            card.id(),
                            State.WRONG,
                            "%s has sha256 %s, its card says %s"
                                    .formatted(
                                            file.get(),
                                            found.hex(),
                                            card.sha256().hex()));
        } catch (InputError e) {
            return new AssetCheck(card.id(), State.WRONG, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
