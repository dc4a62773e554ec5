/** Faces, detectors and suites that the self-test runs on: generated ones, and those of real recognizers. */
package dev.visor.selftest.bed;
