/** Recomputes from the settings of a record which trials it must hold. */
package dev.visor.audit.verify.plan;
