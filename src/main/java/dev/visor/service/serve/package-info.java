/** A recognition service to rehearse on, and to test against: it speaks the APIs of services that cost money. */
package dev.visor.service.serve;
