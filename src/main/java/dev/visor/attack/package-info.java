/**
 * Interfaces of attacks: recognition attacks, countermeasures, and attacks on recognizers that were trained under a defense.
 */
package dev.visor.attack;
