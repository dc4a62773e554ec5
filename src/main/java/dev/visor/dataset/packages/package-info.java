/** Packages of npm that hold models or data, fetched once and checked file by file. */
package dev.visor.dataset.packages;
