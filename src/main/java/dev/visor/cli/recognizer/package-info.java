/** Commands about recognizers' files. */
package dev.visor.cli.recognizer;
