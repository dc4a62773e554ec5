/** Third-party recognition services: their requests, their responses, and the cost of a call. */
package dev.visor.service;
