/** Commands that search galleries. */
package dev.visor.cli.gallery;
