/** Request policy: calls are capped, paced, tried again where that may help, and answered from a cache where it can be. */
package dev.visor.service.policy;
