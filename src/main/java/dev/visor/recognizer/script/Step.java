package dev.visor.recognizer.script;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One operation of a program.
 *
 * @param name of its result
 * @param operation such as {@code torch.add}
 * @param arguments names, constants and lists of them, as they stand in the code
 */
record Step(String name, String operation, List<String> arguments) {

    private static final Pattern NAME = Pattern.compile("(?<![\\w.\"])[A-Za-z_]\\w*(?![\\w.(\"])");

    Step {
        arguments = List.copyOf(arguments);
    }

    String argument(int place) {
        if (place >= arguments.size()) {
            throw new Undifferentiated(operation + " with " + arguments.size() + " arguments");
        }
        return arguments.get(place);
    }

    /** Names of values that it takes. */
    Stream<String> uses() {
        return arguments.stream().flatMap(text -> NAME.matcher(text).results()).map(MatchResult::group);
    }

    String line() {
        return name + " = " + operation + "(" + String.join(", ", arguments) + ")";
    }

    /** Whole numbers of a list such as {@code [2, 2]}. */
    static List<Integer> numbers(String list) {
        if (!list.matches("\\[-?\\d+(, -?\\d+)*]")) {
            throw new Undifferentiated("computed settings " + list);
        }
        return Stream.of(list.substring(1, list.length() - 1).split(", "))
                .map(Integer::valueOf)
                .toList();
    }
}
