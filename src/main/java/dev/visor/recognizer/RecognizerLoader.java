package dev.visor.recognizer;

import dev.visor.tensor.Compute;
import java.nio.file.Path;

/** Loads a recognizer of one type from its file, whose digest has been checked. */
public interface RecognizerLoader {

    Recognizer load(RecognizerCard card, Path file, Compute compute);
}
