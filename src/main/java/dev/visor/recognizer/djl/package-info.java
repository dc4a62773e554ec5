/** Recognizers and detectors that are read from files of other projects, by way of the Deep Java Library. */
package dev.visor.recognizer.djl;
