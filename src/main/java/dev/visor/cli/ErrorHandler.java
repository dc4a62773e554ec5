package dev.visor.cli;

import dev.visor.catalog.yaml.NearestWord;
import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import dev.visor.core.file.IoReason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence and exit code 2 for the user's mistakes and the system's refusals; exit code 1 for ours, with a stack trace, and for a plug-in's. */
final class ErrorHandler implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        Optional<String> mistake = causes(fault, InputError.class)
                .map(InputError::getMessage)
                .or(() -> causes(fault, IOException.class)
                        .filter(ErrorHandler::isOfTheSystem)
                        .map(ErrorHandler::sentence));
        if (mistake.isPresent()) {
            command.getErr().println(mistake.get());
            command.getErr().flush();
            return ExitCode.USAGE;
        }
        if (fault instanceof ContractViolation broken) {
            // The sentence names the plug-in; of use to its author is only what it threw itself.
            command.getErr().println(broken.getMessage());
            Optional.ofNullable(broken.getCause()).ifPresent(cause -> cause.printStackTrace(command.getErr()));
            command.getErr().flush();
            return ExitCode.SOFTWARE;
        }
        fault.printStackTrace(command.getErr());
        command.getErr().flush();
        return ExitCode.SOFTWARE;
    }

    private static <E extends Throwable> Optional<E> causes(Throwable fault, Class<E> kind) {
        return Stream.iterate(fault, f -> f != null, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }

    /**
     * Tells whether the system itself said this: what a library throws, such as one that reads JSON, is no word of the
     * system, nor is an end that we did not expect.
     */
    private static boolean isOfTheSystem(IOException fault) {
        return fault.getClass().getModule().equals(IOException.class.getModule()) && !(fault instanceof EOFException);
    }

    /** A full disk, a missing permission, too many open files: nothing that we did, and nothing that a stack trace explains. */
    private static String sentence(IOException fault) {
        String file =
                fault instanceof FileSystemException system && system.getFile() != null ? system.getFile() : "a file";
        return "%s cannot be read or written (%s): mend that, and give the same command again"
                .formatted(file, IoReason.of(fault));
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println(sentence(mistake) + " (see " + help + ")");
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException mistake) {
        String sentence = mistake.getMessage().lines().findFirst().orElse("the arguments cannot be understood");
        if (!(mistake instanceof UnmatchedArgumentException unmatched)) {
            return sentence;
        }
        String word = unmatched.getUnmatched().get(0);
        CommandLine command = mistake.getCommandLine();
        boolean option = word.startsWith("-");
        if ((word.equals("--victim") || word.startsWith("--victim="))
                && command.getCommandSpec().optionsMap().containsKey("--model")) {
            return "option \"--victim\" is called \"--model\" now";
        }
        if (!option && command.getSubcommands().isEmpty()) {
            return "unexpected argument \"" + word + "\"";
        }
        return NearestWord.unknown(
                option ? "option" : "command",
                word,
                option
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet());
    }
}
