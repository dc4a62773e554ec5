/** Runs suites against third-party services: sessions, estimates, canaries and rehearsals. */
package dev.visor.harness.service;
