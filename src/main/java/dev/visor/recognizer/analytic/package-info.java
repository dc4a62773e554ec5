/** Recognizers whose answers can be computed by hand, for tests of everything that uses one. */
package dev.visor.recognizer.analytic;
