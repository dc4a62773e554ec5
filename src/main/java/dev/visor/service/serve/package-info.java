/** A recognition service to rehearse on, and to test against: it speaks the contracts of services that cost money. */
package dev.visor.service.serve;
