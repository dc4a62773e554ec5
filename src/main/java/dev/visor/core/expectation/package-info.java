/** Gates and claims: bounds that a run is held against. */
package dev.visor.core.expectation;
