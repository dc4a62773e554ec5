/** The pipeline of recognition suites: protect, share, apply a countermeasure, embed, judge. */
package dev.visor.harness.recognition;
