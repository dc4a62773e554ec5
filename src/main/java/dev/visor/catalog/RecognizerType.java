package dev.visor.catalog;

import java.util.List;

/**
 * What the catalog must know of a format of recognizers before one is loaded.
 *
 * @param params names of the parameters that its cards write out
 * @param gradients whether a defense may differentiate through it
 */
record RecognizerType(List<String> params, boolean gradients) {}
