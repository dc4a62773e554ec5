/** Numbers as pure functions of recorded trials: whoever has {@code trials.csv} can compute every one of them again. */
package dev.visor.metric;
