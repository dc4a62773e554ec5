/** Makeup: colors on regions of a face, painted by a style, taken from a photo, or sought so that recognizers are led astray. */
package dev.visor.defense.makeup;
