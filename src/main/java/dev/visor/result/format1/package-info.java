/**
 * Reads records of format 1, which is written no more: tables and {@code run.json} become what today's code would have written of the
 * same run. What is known here of that format never changes.
 */
package dev.visor.result.format1;
