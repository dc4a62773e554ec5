/** An HTTP server with bounded connections, memory and time. */
package dev.visor.service.serve.http;
