/** The types of defenses and attacks: words in files, and what is made of them. */
package dev.visor.catalog.type;
