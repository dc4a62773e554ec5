package dev.visor.catalog;

import dev.visor.catalog.yaml.CatalogFolder;
import dev.visor.catalog.yaml.CatalogFolders;
import dev.visor.catalog.yaml.YamlFiles;
import dev.visor.core.InputError;
import dev.visor.dataset.AssetPath;
import dev.visor.dataset.DataSetCard;
import dev.visor.recognizer.RecognizerCard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the files that cards name: in the assets folder, in the folder of the card's catalog, or where an absolute path says.
 *
 * @param catalogs that hold the cards
 * @param assets with models/ and data/; empty if there is none
 * @see AssetPath
 */
public record AssetFolders(CatalogFolders catalogs, Optional<Path> assets) {

    /**
     * The weights that a card names, of no package.
     *
     * @throws InputError if there is no such file, or no assets folder in which it could be
     */
    Path of(RecognizerCard card) {
        return existing(
                "recognizer " + card.id(),
                card.asset().path(),
                file(CardReader.RECOGNIZERS, card.id(), card.asset().path()));
    }

    /**
     * Finds the folder, or a file, that a card of a data set of no package names.
     *
     * @param path as it stands in the card
     * @throws InputError likewise
     */
    Path of(DataSetCard card, String path) {
        return existing("data set " + card.id(), path, file(CardReader.DATA_SETS, card.id(), path));
    }

    /**
     * A file or folder of the assets folder.
     *
     * @param what needs it
     * @throws InputError likewise
     */
    Path inAssets(String what, String path) {
        return existing(what, path, assets.map(folder -> folder.resolve(path)));
    }

    /** Returns the place of a card's weights; empty if that is in an assets folder, and there is none. */
    Optional<Path> find(RecognizerCard card) {
        return file(CardReader.RECOGNIZERS, card.id(), card.asset().path());
    }

    /** The file beside a data set's card that has its name and another ending. */
    Path beside(DataSetCard card, String ending) {
        return catalog(CardReader.DATA_SETS, card.id()).path().resolve(CardReader.DATA_SETS + "/" + card.id() + ending);
    }

    private Optional<Path> file(String cards, String id, String path) {
        if (AssetPath.isInCatalog("", path)) {
            return Optional.of(catalog(cards, id).path().resolve(path).normalize());
        }
        return Path.of(path).isAbsolute() ? Optional.of(Path.of(path)) : assets.map(folder -> folder.resolve(path));
    }

    private CatalogFolder catalog(String cards, String id) {
        return catalogs.with(cards + "/" + id + YamlFiles.ENDING)
                .orElse(catalogs.all().get(0));
    }

    private static Path existing(String what, String path, Optional<Path> found) {
        Path file = found.orElseThrow(() -> new InputError(
                what + ": needs " + path + " of an assets folder; name it with --assets DIR or VISOR_ASSETS"));
        if (!Files.exists(file)) {
            throw new InputError("%s: %s does not exist; expected it %s"
                    .formatted(
                            what,
                            file,
                            AssetPath.isInAssets("", path)
                                    ? "in the assets folder (--assets DIR or VISOR_ASSETS)"
                                    : "there, as its card says"));
        }
        return file;
    }
}
