/** Files and folders that are read and written whole, or not at all. */
package dev.visor.core.file;
