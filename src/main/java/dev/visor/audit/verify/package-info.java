/** Checks that a run's record follows from itself: from its folder alone, without a model. */
package dev.visor.audit.verify;
