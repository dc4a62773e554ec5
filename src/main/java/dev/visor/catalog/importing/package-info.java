/** Makes catalog files out of what people have. */
package dev.visor.catalog.importing;
