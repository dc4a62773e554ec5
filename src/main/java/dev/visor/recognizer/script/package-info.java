/** TorchScript programs, differentiated as text: a forward pass made for judging, and gradients for many losses at once. */
package dev.visor.recognizer.script;
