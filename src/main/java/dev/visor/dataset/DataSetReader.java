package dev.visor.dataset;

import java.nio.file.Path;

/** Knows how a data set lies on disk. */
public interface DataSetReader {

    /**
     * Lists the photos without opening them.
     *
     * @param id of the data set
     * @return photos in an order that depends on their names alone
     * @throws dev.visor.core.InputError if the folder does not hold what its layout promises
     */
    DataSet read(String id, Path folder);
}
