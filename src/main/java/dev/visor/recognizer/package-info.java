/** Interfaces of recognizers and face detectors, and the cards that describe them. A recognizer maps a face to an embedding. */
package dev.visor.recognizer;
