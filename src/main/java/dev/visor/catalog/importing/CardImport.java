package dev.visor.catalog.importing;

import dev.visor.catalog.AssetFolders;
import dev.visor.catalog.Catalog;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.catalog.yaml.YamlFiles;
import dev.visor.core.InputError;
import dev.visor.core.file.WholeFile;
import dev.visor.core.text.PlainName;
import dev.visor.core.text.Printable;
import dev.visor.harness.Progress;
import dev.visor.harness.card.CardFinder;
import dev.visor.harness.card.CardFinder.Found;
import dev.visor.recognizer.ModelKind;
import dev.visor.recognizer.RecognizerCard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes a recognizer's card out of its file: finds out how it is to be asked, and writes that down. */
public final class CardImport {

    private static final int LEAST_PAIRS = 20;

    private final Path home;
    private final Optional<Path> folder;
    private final Progress progress;

    /**
     * A file to be imported.
     *
     * @param id of the card; empty to name it as the file is
     * @param data id of a data set of the catalog, or a folder of photos
     * @param pairs to try the file on
     * @param out the folder of the card; empty for the project's
     */
    public record Request(Path file, Optional<String> id, String data, int pairs, Optional<Path> out) {}

    /**
     * The card that was written, and why it says what it says.
     *
     * @param file where it lies
     * @param text what it says
     */
    public record Imported(Path file, String text, Found found) {}

    /**
     * Opens nothing yet.
     *
     * @param home the project's folder
     * @param folder with models/ and data/; empty if there is none
     */
    public CardImport(Path home, Optional<Path> folder, Progress progress) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Tries the file, and writes its card.
     *
     * @throws InputError if the file is none that Visor reads, recognizes nobody, or has a card already
     */
    public Imported run(Request request) {
        ModelKind.of(request.file());
        String id = request.id().orElseGet(() -> name(request.file()));
        if (!PlainName.is(id) || !id.matches("[\\w.-]+")) {
            throw new InputError("\"%s\" is no id of a card, expected letters, digits, - and _; give one with --id"
                    .formatted(Printable.line(id)));
        }
        Path card = request.out().orElse(home.resolve("suites/recognizers")).resolve(id + YamlFiles.ENDING);
        if (Files.exists(card)) {
            throw new InputError("%s is there already; give another --id, or remove it".formatted(card));
        }
        int pairs = request.pairs();
        if (pairs < LEAST_PAIRS || pairs % 2 != 0) {
            throw new InputError("--pairs must be an even number of at least %d, got %d".formatted(LEAST_PAIRS, pairs));
        }
        try {
            Files.createDirectories(card.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw WholeFile.unwritable(card, e);
        }
        try (TrialPhotos photos = TrialPhotos.of(
                request.data(), new Catalog(home), new AssetFolders(CatalogFolders.own(home), folder), progress)) {
            Found found = CardFinder.find(id, request.file(), photos.data(), pairs, photos.photographs(), progress);
            photos.assets().firstLoad(found.card(), request.file());
            return written(request, found, card);
        }
    }

    private Imported written(Request request, Found found, Path card) {
        RecognizerCard placed = found.card()
                .at(
                        new RecognizerCard.Asset("", place(request.file())),
                        "imported from " + request.file().getFileName());
        String text = CardWriter.write(placed, "unknown");
        WholeFile.create(card, text.getBytes(StandardCharsets.UTF_8));
        return new Imported(card, text, found);
    }

    /** Below the assets folder if it lies there, so that the card holds on every machine. */
    private String place(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        return folder.filter(whole::startsWith)
                .map(root -> root.relativize(whole).toString())
                .orElse(whole.toString());
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
