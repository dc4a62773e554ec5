/** Recognition that is rented: what a service can be asked, what it answers, and what it costs to ask. */
package dev.visor.service;
