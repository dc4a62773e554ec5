/** Readers of the layouts that data sets have on disk. */
package dev.visor.dataset.layout;
