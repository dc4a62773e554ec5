package dev.visor.attack;

import dev.visor.core.Cell;
import dev.visor.dataset.Protocol;

/** What one cell asks of a recognition attack. */
public record RecognitionTask(Cell cell, Protocol protocol) {}
