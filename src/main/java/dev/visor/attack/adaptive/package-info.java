/**
 * Attacks that learn: a denoiser that knows only noise, one that has seen the defense at work, and a model that was trained further. They
 * know a defense from pairs of photos, which the harness makes for them.
 */
package dev.visor.attack.adaptive;
