/** Photos of a suite that are protected elsewhere: the job that is handed out, and the result that comes back. */
package dev.visor.harness.exchange;
