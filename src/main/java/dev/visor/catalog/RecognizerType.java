package dev.visor.catalog;

import java.util.List;

/**
 * A format of recognizer files, as far as the catalog must know it before one is loaded.
 *
 * @param params names of the parameters that its cards write out
 * @param input whether its cards may say what the file takes and returns
 * @param plain whether a card that says nothing means faces as they are: RGB, 0..255
 */
record RecognizerType(List<String> params, boolean input, boolean plain) {}
