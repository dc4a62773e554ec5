/** Finds out how a recognizer's file is to be asked, by trying it on pairs of photos. */
package dev.visor.harness.card;
