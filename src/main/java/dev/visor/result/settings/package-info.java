/** The settings of a recorded run, typed by the kind of suite. */
package dev.visor.result.settings;
