/** One client for each contract: it asks once, and tells what came of it. */
package dev.visor.service.client;
