/** What a machine gets by package name: npm packages, fetched once, checked file by file. */
package dev.visor.dataset.packages;
