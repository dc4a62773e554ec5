/** How data sets lie on disk. */
package dev.visor.dataset.layout;
