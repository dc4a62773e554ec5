/** The run record: what was run, every trial, every number, read and written as JSON and CSV. Nothing is computed here. */
package dev.visor.result;
