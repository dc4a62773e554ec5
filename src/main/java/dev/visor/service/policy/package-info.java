/** How a service is asked decently: capped, in its own time, again where that may help, and never twice for the same. */
package dev.visor.service.policy;
