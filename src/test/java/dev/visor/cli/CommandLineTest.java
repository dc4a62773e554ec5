package dev.visor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.InputError;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @Test
    void printsDataToStdoutAndNothingElse() {
        assertThat(visor("list", "crops")).isZero();

        assertThat(stdout.toString())
                .startsWith("crop")
                .contains("arcface112        112   112 x 112")
                .contains("dlib150");
        assertThat(stderr.toString()).isEmpty();
    }

    @Test
    void listsAsAMarkdownTable() {
        assertThat(visor("list", "crops", "--markdown")).isZero();

        assertThat(stdout.toString())
                .startsWith("| crop | side | networks see |\n|---|---|---|\n| arcface112 | 112 | 112 x 112 |\n");
    }

    @Test
    void showsTheCellsOfADryRun() {
        assertThat(visor("run", "smoke", "--dry-run", "--defense", "noise", "--model", "edgeface_xxs"))
                .isZero();

        assertThat(stdout.toString().lines().skip(1).map(line -> line.split(" ")[0]))
                .containsExactly("none", "none", "noise", "noise");
    }

    @Test
    void showsTheCellsOfOneShard() {
        assertThat(visor("run", "smoke", "--dry-run", "--shard", "2/3")).isZero();

        assertThat(stdout.toString().lines().skip(1).map(line -> line.split(" ")[0]))
                .isNotEmpty()
                .containsOnly("noise");
    }

    @Test
    void ratesOverTimeAreAPageOfTheSite() {
        assertThat(visor("report", "--history", "results/reference/smoke")).isEqualTo(2);

        assertThat(stderr.toString()).contains("visor site RUN... --out DIR, then its history.html");
        assertThat(stdout.toString()).isEmpty();
    }

    @Test
    void takesAFileNamedAtForAFile() {
        assertThat(visor("run", "@none.yaml", "--dry-run")).isEqualTo(2);

        assertThat(stderr.toString()).contains("@none.yaml");
    }

    @Test
    void saysWhatEverySuiteWouldDo() {
        assertThat(visor("validate")).isZero();

        assertThat(stdout.toString()).contains("lfw-tipim").contains("quickstart");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    frob                                    | unknown command "frob"; expected one of bench, compare
                    lsit                                    | unknown command "lsit"; did you mean "list"?
                    run                                     | Missing required parameter: 'SUITE'
                    run smoke extra                         | unexpected argument "extra"
                    run smoke --devise cpu                  | unknown option "--devise"; did you mean "--device"?
                    run smoke --dry-run --device tpu        | --device must be auto, cpu, gpu or gpu:N, got "tpu"
                    run smoke --assets /no/such/folder      | assets folder /no/such/folder does not exist
                    run smok                                | unknown suite "smok"; did you mean "smoke"?
                    store --prune --max-size 9999999t       | --max-size must be a size such as 500m or 20g, got "9999999t"
                    store --dry-run                         | --dry-run tells what --prune would take away: give both
                    store --prune --unused-for -1           | --unused-for must be a number of days, 0 or more, got -1
                    run no/such.yaml                        | suite file "no/such.yaml" does not exist
                    run smoke --dry-run --set probes        | expected KEY=VALUE
                    run smoke --dry-run --set probes=x      | probes must be a whole number, got "x"
                    run smoke --dry-run --set targets=0     | needs targets
                    run smoke --dry-run --set fars=[0.001]  | needs 10,000 impostor pairs
                    run smoke --dry-run --defense tip-im    | unknown defense "tip-im"; did you mean "tip-im-fast"?
                    run smoke --dry-run --victim mfn_y1     | option "--victim" is called "--model" now
                    run smoke --dry-run --model edgeface    | unknown recognizer "edgeface"; did you mean "edgeface_xxs"?
                    run smoke --dry-run --shard 3/2         | shard 3/2: the first number runs from 1 to the second
                    run smoke --dry-run --shard half        | --shard half: expected i/n
                    merge /no/such/run --out x              | /no/such/run is no run: it holds no run.json
                    merge results/reference/lfw-verification | Missing required option: '--out=DIR'
                    import /no/such.onnx                    | /no/such.onnx does not exist
                    import pom.xml                          | pom.xml is a web page, as a download behind a login gives
                    import suites                           | suites is a folder; name the file of a model
                    list recognisers                        | unknown kind "recognisers"; did you mean "recognizers"?
                    report /no/such/run                     | /no/such/run is no run: it holds no run.json
                    protect a.jpg --out x                   | Missing required option: '--defense=ID'
                    protect a.jpg --out x --defense none --targets /no/such | --targets must be a folder of photos
                    validate --catalog /no/such             | catalog /no/such does not exist: name a folder that holds suites/
                    list defenses --catalog pom.xml         | catalog pom.xml is a file: name the folder
                    run smoke --dry-run --catalog docs      | catalog docs holds none of the folders suites, attacks and defenses
                    protect a.jpg --out x --defense none --catalog . | catalog . is the project's own, which is always read
                    bench --catalog /no/such                | catalog /no/such does not exist
                    bench --batch 0                         | --photos and --batch must be at least 1
                    bench --batch many                      | 'many' is not an int
                    ensemble smoke                          | Missing required option: '--pool=ID'
                    ensemble smoke --pool a,a               | --pool must name each recognizer once, got a,a
                    ensemble smoke --pool edgeface,mfn_y1   | --pool: unknown recognizer "edgeface"; did you mean "edgeface_xxs"?
                    ensemble smoke --pool edgeface_xxs      | got a team of 2 of a pool of 1
                    ensemble smoke --pool a,b --size 4      | --size must be 2 or 3, got 4
                    ensemble smoke --pool edgeface_xxs,mfn_y1 --shrink 0 | --shrink must be from 1 to 32, got 0.0
                    ensemble smoke --pool a,b --where model=x | --where expects COLUMN=VALUE with a column of dataset
                    ensemble smoke --pool a,b --run /no/such | /no/such is no run: it holds no run.json
                    """)
    void answersAMistakeWithOneSentence(String arguments, String sentence) {
        assertThat(visor(arguments.trim().split(" "))).isEqualTo(2);

        assertThat(stdout.toString()).isEmpty();
        assertThat(stderr.toString().lines()).singleElement().asString().contains(sentence);
    }

    @Test
    void findsTheMistakeBehindOtherFaults(@TempDir Path folder) throws Exception {
        Path suite = Files.writeString(folder.resolve("odd.yaml"), "id: odd\n");

        assertThat(visor("run", suite.toString())).isEqualTo(2);
        assertThat(stderr.toString())
                .contains("odd.yaml:1: key \"dataset\" is missing")
                .doesNotContain("\tat ");

        Exception wrapped = new IllegalStateException(new InputError("the photo is broken"));
        assertThat(new ErrorHandler().handleExecutionException(wrapped, commandLine(), null))
                .isEqualTo(2);
        assertThat(stderr.toString()).endsWith("the photo is broken" + System.lineSeparator());
    }

    @Test
    void showsTheStackOfOurOwnFaults() {
        Exception ours = new IllegalStateException("a bug");

        assertThat(new ErrorHandler().handleExecutionException(ours, commandLine(), null))
                .isEqualTo(1);
        assertThat(stderr.toString()).contains("a bug").contains("\tat ");
    }

    private int visor(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        return Visor.commandLine()
                .setOut(new PrintWriter(stdout, true))
                .setErr(new PrintWriter(stderr, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }
}
