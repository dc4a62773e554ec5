/** Makeup: colors painted on regions of a face, by a style or so that recognizers are led astray. */
package dev.visor.defense.makeup;
