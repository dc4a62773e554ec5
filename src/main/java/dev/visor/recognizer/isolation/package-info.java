/** Models are programs of strangers: each is first loaded, and may always be run, in a process of its own with few rights. */
package dev.visor.recognizer.isolation;
