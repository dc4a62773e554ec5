/** Reads YAML files with the line of every value, and reports all problems of a file together. */
package dev.visor.catalog.yaml;
