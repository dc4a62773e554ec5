package dev.visor.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.visor.core.CountedByValue;
import dev.visor.harness.Guard;
import dev.visor.harness.Guards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md, and the rules that protect the science. */
class ArchitectureTest {

    /** Package -> the packages it may use. A package missing here fails the build. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("core", Set.of()),
            Map.entry("stats", Set.of("core")),
            Map.entry("tensor", Set.of("core")),
            Map.entry("dataset", Set.of("core")),
            Map.entry("recognizer", Set.of("core", "tensor", "dataset")),
            Map.entry("external", Set.of("core", "tensor", "dataset", "recognizer")),
            Map.entry("defense", Set.of("core", "tensor", "dataset", "recognizer", "external")),
            Map.entry("service", Set.of("core", "tensor", "dataset", "recognizer")),
            Map.entry("attack", Set.of("core", "tensor", "recognizer", "dataset", "service", "external")),
            Map.entry("metric", Set.of("core", "stats")),
            Map.entry("result", Set.of("core")),
            Map.entry("diagnosis", Set.of("core", "stats", "metric", "result")),
            Map.entry(
                    "harness",
                    Set.of(
                            "core",
                            "stats",
                            "tensor",
                            "dataset",
                            "result",
                            "recognizer",
                            "external",
                            "defense",
                            "attack",
                            "service",
                            "metric",
                            "diagnosis")),
            Map.entry("report", Set.of("core", "stats", "metric", "result")),
            Map.entry("audit", Set.of("core", "stats", "metric", "result", "diagnosis")),
            Map.entry(
                    "selftest",
                    Set.of(
                            "core",
                            "stats",
                            "tensor",
                            "dataset",
                            "result",
                            "recognizer",
                            "external",
                            "defense",
                            "attack",
                            "service",
                            "metric",
                            "harness")),
            Map.entry(
                    "catalog",
                    Set.of(
                            "core",
                            "tensor",
                            "dataset",
                            "recognizer",
                            "external",
                            "defense",
                            "attack",
                            "service",
                            "metric",
                            "harness")),
            Map.entry(
                    "cli",
                    Set.of(
                            "core",
                            "result",
                            "report",
                            "audit",
                            "selftest",
                            "service",
                            "catalog",
                            "harness",
                            "external")));

    private static final int MOST_CLASSES = 25;
    private static final int MOST_LINES = 300;

    private static JavaClasses main;

    @BeforeAll
    static void read() {
        main = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.visor");
    }

    /** The classes behind this one in the same process need the memory. */
    @AfterAll
    static void forget() {
        main = null;
    }

    @Test
    void everyPackageUsesOnlyWhatTheTableAllows() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass user : main) {
            for (var dependency : user.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (!used.getPackageName().startsWith("dev.visor")) {
                    continue;
                }
                String from = top(user);
                String to = top(used);
                if (!from.equals(to) && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
                    forbidden
                            .computeIfAbsent(from + " -> " + to, k -> new TreeSet<>())
                            .add(user.getSimpleName());
                }
            }
        }
        assertThat(forbidden).isEmpty();
    }

    @Test
    void everyPackageIsInTheTable() {
        assertThat(main.stream().map(ArchitectureTest::top).distinct()).isSubsetOf(MAY_USE.keySet());
    }

    @Test
    void noPackageIsAGrabBag() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..", "..manager..", "..impl..")
                .check(main);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.visor.(*)..").should().beFreeOfCycles().check(main);
    }

    /** Below a package, each one may use those that stand before it; the package itself is the empty word. */
    private static final Map<String, List<String>> ORDER = Map.of(
            "harness",
            List.of(
                    "",
                    "code",
                    "plan",
                    "store",
                    "photo",
                    "embedding",
                    "protection",
                    "single",
                    "service",
                    "recognition",
                    "inversion",
                    "exchange",
                    "cost",
                    "run",
                    "card",
                    "ensemble",
                    "gallery"),
            "report",
            List.of("table", "chart", "page", "run", "recognition", "inversion", "board", "", "site"),
            "metric",
            List.of("", "recognition", "inversion", "evaluation"),
            "result",
            List.of("format1", "csv", "settings", "entry", ""),
            "core",
            List.of("text", "", "measure", "image", "file", "expectation"),
            "catalog",
            List.of("yaml", "type", "", "exchange", "importing"),
            "attack.inversion",
            List.of("", "algebra", "network", "leak", "search", "gan", "decoder", "linkage", "unmix"),
            "recognizer.training",
            List.of("optimization", "network", ""),
            "service.serve",
            List.of("http", "dialect", ""));

    @Test
    void belowAPackageEachUsesOnlyThoseBeforeIt() {
        Set<String> forbidden = new TreeSet<>();
        ORDER.forEach((whole, order) -> {
            String prefix = "dev.visor." + whole;
            for (JavaClass user : main) {
                for (var dependency : user.getDirectDependenciesFromSelf()) {
                    String from = below(prefix, user.getPackageName());
                    String to = below(
                            prefix,
                            dependency.getTargetClass().getBaseComponentType().getPackageName());
                    if (from != null && to != null && !from.equals(to) && order.indexOf(to) > order.indexOf(from)) {
                        forbidden.add("%s.%s -> %s (%s)".formatted(whole, from, to, user.getSimpleName()));
                    }
                    if (from != null && !order.contains(from)) {
                        forbidden.add("%s.%s is not in the order".formatted(whole, from));
                    }
                }
            }
        });
        assertThat(forbidden).isEmpty();
    }

    private static String below(String prefix, String name) {
        if (name.equals(prefix)) {
            return "";
        }
        return name.startsWith(prefix + ".") ? name.substring(prefix.length() + 1) : null;
    }

    @Test
    void noTwoPackagesOfAnyLevelNeedEachOther() {
        slices().matching("dev.visor.(**)").should().beFreeOfCycles().check(main);
    }

    @Test
    void noPackageHoldsMoreThan25ClassesAtOneLevel() {
        Map<String, Set<String>> classes = new TreeMap<>();
        main.stream()
                .filter(type -> !type.isNestedClass()
                        && !type.getSimpleName().equals("package-info")
                        && !type.getPackageName().isEmpty())
                .forEach(type -> classes.computeIfAbsent(type.getPackageName(), k -> new TreeSet<>())
                        .add(type.getSimpleName()));
        classes.values().removeIf(names -> names.size() <= MOST_CLASSES);
        assertThat(classes).isEmpty();
    }

    @Test
    void noClassHasMoreThan300Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")).filter(file -> lines(file) > MOST_LINES))
                    .isEmpty();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void librariesStayInTheirRooms() {
        Map<String, List<String>> rooms = Map.of(
                "ai.djl", List.of("tensor", "recognizer", "defense", "attack"),
                "com.sun.jna", List.of("tensor"),
                "org.knowm.xchart", List.of("report"),
                "org.objectweb.asm", List.of("harness"),
                "org.apache.commons.math3", List.of("defense"),
                "picocli", List.of("cli"),
                "io.quarkus", List.of("cli"),
                "io.netty", List.of("service"),
                "com.fasterxml.jackson", List.of("catalog", "result", "attack", "service", "external"));
        rooms.forEach((library, allowed) -> noClasses()
                .that(new DescribedPredicate<JavaClass>("live outside " + allowed) {
                    @Override
                    public boolean test(JavaClass type) {
                        return !allowed.contains(top(type));
                    }
                })
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .check(main));
    }

    /**
     * Tensors are not multiplied by numbers inside a graph: DJL closes the number at once, and the graph may find other memory there when it is
     * differentiated. A perturbation that was learned so came to NaN once in ten times. {@code tensor.Scaled} is for that.
     */
    @Test
    void nothingThatIsDifferentiatedIsMultipliedByANumberOfDjls() {
        Set<String> kept = Set.of("mul", "div", "maximum", "minimum", "pow");
        Set<String> found = main.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getName().equals("ai.djl.ndarray.NDArray")
                        && kept.contains(call.getTarget().getName())
                        && call.getTarget().getRawParameterTypes().stream()
                                .anyMatch(type -> type.getName().equals(Number.class.getName())))
                .map(call -> call.getOriginOwner()
                        .getName()
                        .replaceFirst(".*\\.", "")
                        .replaceFirst("\\$.*", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found)
                .as("classes that compute so, all of them outside of any graph")
                .containsExactly(
                        "Adam",
                        "GanPrior",
                        "InstaHide",
                        "LeakedEpochs",
                        "PixelBall",
                        "ProjectedStep",
                        "Sgd",
                        "UnmixAverage",
                        "WhiteBoxSearch");
    }

    @Test
    void coreKnowsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.visor.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.visor.core..", "java..")
                .check(main);
    }

    @Test
    void onlyCalibrationMakesAThreshold() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.visor.stats.Calibration")
                .and()
                .doNotHaveFullyQualifiedName("dev.visor.core.measure.Threshold")
                .should()
                .callConstructorWhere(new DescribedPredicate<>("it makes a Threshold") {
                    @Override
                    public boolean test(com.tngtech.archunit.core.domain.JavaConstructorCall call) {
                        return call.getTargetOwner().getFullName().equals("dev.visor.core.measure.Threshold");
                    }
                })
                .check(main);
    }

    @Test
    void onlyTheSelfTestTakesAGuardAway() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.visor.selftest..")
                .should()
                .callMethod(Guards.class, "without", Guard.class)
                .check(main);
    }

    @Test
    void onlyTheseClassesMayChangeWithoutAnyStoredNumberNoticingIt() {
        assertThat(main.stream()
                        .filter(type -> type.isAnnotatedWith(CountedByValue.class))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "ContentStore",
                        "EmbeddingStore",
                        "Entry",
                        "Experiment",
                        "Implementation",
                        "InversionSuite",
                        "MemoryLimit",
                        "Progress",
                        "ResolvedInversion",
                        "ResolvedSuite",
                        "RunStore",
                        "Stage",
                        "StoreKey",
                        "Suite",
                        "TimeLimit",
                        "Timing",
                        "Zoo");
    }

    @Test
    void onlyTheHarnessReadsClocks() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.visor.harness..", "dev.visor.cli..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(main);
    }

    @Test
    void randomnessIsHandedIn() {
        noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.concurrent.ThreadLocalRandom.class, "current")
                .check(main);
    }

    private static String top(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.");
        return parts.length < 3 ? "" : parts[2];
    }
}
