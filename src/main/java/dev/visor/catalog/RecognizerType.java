package dev.visor.catalog;

import dev.visor.recognizer.RecognizerCard;
import java.util.List;

/**
 * A format of recognizer files, as far as the catalog must know it before one is loaded.
 *
 * @param params names of the parameters that its cards write out
 * @param input whether its cards may say what the file takes and returns
 * @param plain whether a card that says nothing means faces as they are: RGB, 0..255
 */
record RecognizerType(List<String> params, boolean input, boolean plain) {

    /** The type of a recognizer that is a program, and has no file of weights. */
    static final String COMMAND = "command";

    /** Says of a program why it is no surrogate. */
    static String judgesOnly(RecognizerCard card) {
        return "recognizer \"%s\" is a command, which judges only: a surrogate needs gradients; name a recognizer in a file"
                .formatted(card.id());
    }
}
