package dev.visor.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Tensors are not multiplied by numbers inside a graph: DJL closes the number at once, and the graph may find other memory there when it is
 * differentiated. A perturbation that was learned so came to NaN once in ten times. {@code tensor.Scaled} is for that.
 */
class GraphNumbersTest {

    private static final String ARRAY = "ai.djl.ndarray.NDArray";

    /** The methods whose backward pass looks at the number again. */
    private static final Set<String> KEPT = Set.of("mul", "div", "maximum", "minimum", "pow");

    /** Classes that compute so outside of any graph. */
    private static final Set<String> OUTSIDE = Set.of(
            "LastLayer",
            "LeakedFaces",
            "Round",
            "LeakedEpochs",
            "WhiteBoxSearch",
            "UnmixAverage",
            "InstaHide",
            "Adam",
            "Sgd",
            "PixelBall",
            "ProjectedStep");

    @Test
    void nothingThatIsDifferentiatedIsMultipliedByANumberOfDjls() {
        Set<String> found = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.visor").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(GraphNumbersTest::keepsANumber)
                        .map(call -> name(call.getOriginOwner().getName()))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).containsExactlyInAnyOrderElementsOf(OUTSIDE);
    }

    private static boolean keepsANumber(JavaMethodCall call) {
        return call.getTargetOwner().getName().equals(ARRAY)
                && KEPT.contains(call.getTarget().getName())
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.getName().equals(Number.class.getName()));
    }

    /** The simple name; of an anonymous class that of the one around it. */
    private static String name(String full) {
        String simple = full.substring(full.lastIndexOf('.') + 1);
        String last = simple.substring(simple.lastIndexOf('$') + 1);
        return last.matches("\\d+") ? simple.substring(0, simple.indexOf('$')) : last;
    }
}
