/** Networks and the training loop that attacks share. */
package dev.visor.attack.inversion.network;
