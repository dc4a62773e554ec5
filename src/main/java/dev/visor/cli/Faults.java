package dev.visor.cli;

import dev.visor.catalog.NearestWord;
import dev.visor.core.ContractViolation;
import dev.visor.core.InputError;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One sentence and exit code 2 for the user's mistakes; exit code 1 for ours, with a stack trace, and for a plug-in's. */
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        Optional<InputError> mistake = Stream.<Throwable>iterate(fault, f -> f != null, Throwable::getCause)
                .filter(InputError.class::isInstance)
                .map(InputError.class::cast)
                .findFirst();
        if (mistake.isPresent()) {
            command.getErr().println(mistake.get().getMessage());
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
