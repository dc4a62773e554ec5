/**
 * Attacks that learn: a denoiser that knows only noise, one that has seen the defense at work, and a victim that was trained further. What
 * they know of a defense are pairs of photos, which the harness makes for them.
 */
package dev.visor.attack.adaptive;
