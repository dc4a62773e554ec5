/** Says what choosing a team of surrogates by how differently its members fail is worth. */
package dev.visor.harness.ensemble;
