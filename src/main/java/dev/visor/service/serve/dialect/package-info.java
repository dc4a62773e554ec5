/** The APIs that the rehearsal server speaks, one class for each vendor. */
package dev.visor.service.serve.dialect;
