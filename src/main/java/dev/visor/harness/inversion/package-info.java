/** The pipeline of inversion suites: train under a defense, attack, and judge the reconstructions by a jury. */
package dev.visor.harness.inversion;
