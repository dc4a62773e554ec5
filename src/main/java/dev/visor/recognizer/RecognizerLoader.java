package dev.visor.recognizer;

import dev.visor.tensor.Compute;

/** Loads a recognizer of one type from its file. */
public interface RecognizerLoader {

    /** @throws dev.visor.core.InputError if the file is another than its digest pins, or not what the card says */
    Recognizer load(RecognizerCard card, ModelFile file, Compute compute);
}
