package dev.visor.recognizer;

import java.util.List;

/**
 * The forms that a recognizer's file takes and returns, as far as it tells or shows when it is asked.
 *
 * @param forms each size and layout of a face that it takes, of those that any crop makes
 * @param scalesItself whether its graph seems to scale pixels, by InsightFace's rule; never for TorchScript
 */
public record FileForms(List<Form> forms, boolean scalesItself) {

    /** A size and layout that the file takes, and all of its outputs for one such face. */
    public record Form(ChannelLayout layout, int height, int width, List<Output> outputs) {}

    /**
     * One of a file's outputs.
     *
     * @param name empty where it has none
     * @param values for one face
     */
    public record Output(String name, int values) {}
}
