package dev.visor.dataset;

import java.nio.file.Path;

/**
 * Says from where a card's {@code path} is meant.
 *
 * <p>With a package, from the package. Without one: a path that begins with {@code ./} from the folder of the catalog in which the card
 * stands, an absolute path from nowhere, any other from the assets folder.
 */
public final class AssetPath {

    private static final String OF_CATALOG = "./";

    private AssetPath() {}

    /** Whether it lies in the folder of the card's catalog. */
    public static boolean isInCatalog(String pack, String path) {
        return pack.isEmpty() && path.startsWith(OF_CATALOG);
    }

    /** Whether it lies in the assets folder. */
    public static boolean isInAssets(String pack, String path) {
        return pack.isEmpty() && !isInCatalog(pack, path) && !Path.of(path).isAbsolute();
    }
}
