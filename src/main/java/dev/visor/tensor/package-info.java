/** Computation on tensors: the device, gradients, filters, and image quality. Pixels run over 0..255 unless said otherwise. */
package dev.visor.tensor;
