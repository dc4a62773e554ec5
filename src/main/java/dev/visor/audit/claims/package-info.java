/** Holds what papers claim against what a run measured. */
package dev.visor.audit.claims;
