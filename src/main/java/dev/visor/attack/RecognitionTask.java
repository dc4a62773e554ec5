package dev.visor.attack;

import dev.visor.core.Cell;
import dev.visor.dataset.Protocol;

/** The inputs of a recognition attack in one cell. */
public record RecognitionTask(Cell cell, Protocol protocol) {}
