/** Finds faces in photos of any origin: any way up, small, and none where there is none. */
package dev.visor.recognizer.search;
