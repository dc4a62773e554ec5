/** Data sets of faces, and the protocol that splits their people into roles. */
package dev.visor.dataset;
