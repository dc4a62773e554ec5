/** Watermarks: a pattern on a face that carries the name of its owner, and may hide the face from recognizers. */
package dev.visor.defense.watermark;
