/** Plans, runs, checks, times, seeds, resumes and warns; it believes no plug-in. */
package dev.visor.harness;
