/** Recognition attacks on recognizers of the catalog: identification, verification and the protocols of LFW. */
package dev.visor.attack.zoo;
