/** Verification and search through services that are rented. */
package dev.visor.attack.api;
