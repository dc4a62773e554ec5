package dev.visor.catalog;

import java.util.List;

/**
 * A format of recognizer files, as far as the catalog must know it before one is loaded.
 *
 * @param params names of the parameters that its cards write out
 * @param gradients whether a defense may differentiate through it
 */
record RecognizerType(List<String> params, boolean gradients) {}
