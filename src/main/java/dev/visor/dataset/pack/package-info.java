/** Files that hold many photos each, read without ever running what they say. */
package dev.visor.dataset.pack;
