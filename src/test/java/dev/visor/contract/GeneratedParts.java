package dev.visor.contract;

import dev.visor.catalog.Catalog;
import dev.visor.catalog.Listing.Kind;
import dev.visor.cli.Visor;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The parts of pages that are made and not written: each lies between {@code <!-- generated: WHAT -->} and {@code <!-- end -->}.
 *
 * <p>WHAT is a command ({@code visor run --help}, {@code visor list suites --markdown}), {@code defenses by type}, {@code attacks by
 * kind}, or a table of a committed record ({@code results/reference/lfw-countermeasures: countermeasures}).
 */
final class GeneratedParts {

    private static final Pattern PART =
            Pattern.compile("(<!-- generated: (.+?) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private static final int WIDTH = 100;

    static final Catalog CATALOG = new Catalog(Home.PATH);

    private GeneratedParts() {}

    /** The page as it should be. */
    static String renewed(String page) {
        return PART.matcher(page)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group(1) + "\n" + made(match.group(2)) + "\n" + match.group(3)));
    }

    /** What the page asks for. */
    static List<String> asked(String page) {
        return PART.matcher(page).results().map(match -> match.group(2)).toList();
    }

    private static String made(String what) {
        String help = "visor (\\S+ )?--help";
        String list = "visor list (\\S+) --markdown";
        if (what.matches(help)) {
            return help(what.replaceFirst(help, "$1").strip());
        }
        if (what.matches(list)) {
            return CATALOG.listing().of(Kind.of(what.replaceFirst(list, "$1"))).markdown();
        }
        if (what.startsWith("results/reference/")) {
            return RecordTables.of(what);
        }
        return CatalogTables.of(what);
    }

    private static String help(String command) {
        CommandLine visor = Visor.commandLine();
        CommandLine asked = command.isEmpty() ? visor : visor.getSubcommands().get(command);
        if (asked == null) {
            throw new IllegalArgumentException("a page shows the help of " + command + ", which is no command");
        }
        asked.setUsageHelpAutoWidth(false).setUsageHelpWidth(WIDTH);
        return "```text\n"
                + asked.getUsageMessage(Ansi.OFF)
                        .lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n", "", "\n"))
                + "```\n";
    }
}
