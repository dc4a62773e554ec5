/** Clients of third-party services, one for each API; a client asks once, and reports the result. */
package dev.visor.service.client;
