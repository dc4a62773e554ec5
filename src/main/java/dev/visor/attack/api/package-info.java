/** Verification and search through third-party services. */
package dev.visor.attack.api;
