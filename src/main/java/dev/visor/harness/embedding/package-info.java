/** Loads recognizers, embeds faces, and calibrates the thresholds of each recognizer. */
package dev.visor.harness.embedding;
