package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.core.Alignment;
import dev.visor.core.Citation;
import dev.visor.core.Digest;
import dev.visor.core.image.Crop;
import dev.visor.core.measure.Far;
import dev.visor.dataset.DataSetCard;
import dev.visor.dataset.PhotosEach;
import dev.visor.defense.obfuscation.None;
import dev.visor.harness.plan.Entry;
import dev.visor.harness.plan.InversionSuite;
import dev.visor.harness.plan.Suite;
import dev.visor.recognizer.training.TrainingConfig;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Digests are made of settings under names of their own: no renaming in the code changes one, and every setting does. */
class DigestsTest {

    private static final TrainingConfig RECIPE =
            new TrainingConfig("residual", 64, 16, "softmax", 2, 5, .05, .9, .25, false, 2);

    private static final Suite SUITE = new Suite(
            "tiny",
            "a summary",
            "a caveat",
            "people",
            "landmarks",
            List.of(Alignment.CROP, Alignment.PHOTO),
            new Suite.Protocol(
                    20,
                    2,
                    5,
                    40,
                    4,
                    false,
                    new TreeMap<>(Map.of("noise", 3)),
                    List.of(new Far(.001)),
                    Optional.empty(),
                    2),
            List.of("none", "noise"),
            List.of(List.of("big")),
            Map.of("big", List.of("noise")),
            List.of("verification"),
            List.of("none", "blur"),
            Map.of("blur", List.of("noise")),
            Map.of("blur", List.of("judge")),
            List.of("big", "judge"),
            List.of(new Far(.2)),
            List.of(1L),
            Crop.ARCFACE112,
            false,
            List.of("vendor"));

    private static final InversionSuite INVERSION = new InversionSuite(
            "tiny",
            "a summary",
            "a caveat",
            new InversionSuite.People("members", "landmarks", 5, 4, 3),
            new InversionSuite.Others("strangers", "landmarks", 8, 40),
            false,
            RECIPE,
            List.of("none", "noise"),
            List.of("big"),
            List.of("look", "recovery"),
            Map.of("look", List.of("noise")),
            List.of("look", "recovery"),
            List.of("a", "b", "c"),
            "teacher",
            List.of(new Far(.2)),
            2,
            1,
            .5,
            "small",
            List.of(1L),
            false);

    @Test
    void digestsStayWhatTheyAreWhateverIsRenamed() {
        DataSetCard card = new DataSetCard("people", "folder", "", "", "data/people", "none", "none");
        Entry<None> entry = entry(Map.of("epsilon", "0.1", "steps", "3"));

        assertThat(Stream.of(
                                SUITE.digest(),
                                INVERSION.digest(),
                                RECIPE.digest(),
                                Crop.ARCFACE112.digest(),
                                Crop.DLIB150.digest(),
                                card.digest(),
                                entry.digest())
                        .map(Digest::brief))
                .containsExactly(
                        "2f92e00b68e8",
                        "cbbd8c444140",
                        "e354470502c3",
                        "5d67091e8322",
                        "27909e61d550",
                        "713556a4a8f5",
                        "13fc96bad13c");
    }

    @Test
    void whatAnEntryIsCalledDoesNotCountAndEveryParameterDoes() {
        Entry<None> one = entry(Map.of("epsilon", "0.1", "steps", "3"));

        assertThat(new Entry<>(
                                "another",
                                one.type(),
                                "other words",
                                one.source(),
                                new TreeMap<>(one.params()),
                                one.plugin())
                        .digest())
                .isEqualTo(one.digest());
        assertThat(entry(Map.of("epsilon", "0.1", "steps", "4")).digest()).isNotEqualTo(one.digest());
        assertThat(entry(Map.of("epsilon", "0.1, steps=3")).digest()).isNotEqualTo(one.digest());
    }

    @Test
    void everySettingOfASuiteChangesItsDigest() throws ReflectiveOperationException {
        assertThat(unnoticed(SUITE, Suite::digest)).containsExactlyInAnyOrder("summary", "caveat");
        assertThat(unnoticed(SUITE.protocol(), protocol -> with(SUITE, protocol).digest()))
                .isEmpty();
    }

    @Test
    void everySettingOfAnInversionSuiteChangesItsDigest() throws ReflectiveOperationException {
        assertThat(unnoticed(INVERSION, InversionSuite::digest)).containsExactlyInAnyOrder("summary", "caveat");
        assertThat(unnoticed(
                        INVERSION.people(), people -> with(INVERSION, people).digest()))
                .isEmpty();
        assertThat(unnoticed(
                        INVERSION.others(), others -> with(INVERSION, others).digest()))
                .isEmpty();
        assertThat(unnoticed(RECIPE, TrainingConfig::digest)).isEmpty();
    }

    private static Entry<None> entry(Map<String, String> params) {
        return new Entry<>(
                "one", "a type", "for tests", new Citation("none", "control"), new TreeMap<>(params), new None());
    }

    /** The components that may change without the digest noticing it. */
    private static <R extends Record> List<String> unnoticed(R record, Function<R, Object> digest)
            throws ReflectiveOperationException {
        List<String> unnoticed = new ArrayList<>();
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (RecordComponent component : components) {
            R changed = with(record, component.getName(), changed(component.getName(), value(record, component)));
            if (digest.apply(changed).equals(digest.apply(record))) {
                unnoticed.add(component.getName());
            }
        }
        return unnoticed;
    }

    /** The same with one component in place of that of its class. */
    private static <R extends Record> R with(R record, Record part) {
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                if (component.getType() == part.getClass()) {
                    return with(record, component.getName(), part);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalArgumentException(part.toString());
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R with(R record, String name, Object value) throws ReflectiveOperationException {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].getName().equals(name) ? value : value(record, components[i]);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
        return (R) constructor.newInstance(values);
    }

    private static Object value(Record record, RecordComponent component) throws ReflectiveOperationException {
        return component.getAccessor().invoke(record);
    }

    private static Object changed(String name, Object value) throws ReflectiveOperationException {
        return switch (name) {
            case "alignments" -> List.of(Alignment.PHOTO);
            case "jury" -> List.of("a", "b", "d");
            case "fars", "unresolvedFars" -> List.of(new Far(.3));
            case "seeds" -> List.of(2L);
            case "scoreAttacks" -> List.of();
            case "photosEach" -> Optional.of(new PhotosEach(6, 2, 2));
            case "probeLimits" -> new TreeMap<>(Map.of("noise", 4));
            case "surrogates" ->
                ((List<?>) value).get(0) instanceof List ? List.of(List.of("big", "other")) : List.of("o");
            case "architecture" -> "mobilefacenet";
            case "head" -> "cosine";
            case "side" -> 80;
            case "crop" -> Crop.DLIB150;
            default -> plainlyChanged(value);
        };
    }

    private static Object plainlyChanged(Object value) throws ReflectiveOperationException {
        if (value instanceof String text) {
            return text + "x";
        } else if (value instanceof Integer number) {
            return number + 1;
        } else if (value instanceof Double number) {
            return number / 2;
        } else if (value instanceof Boolean truth) {
            return !truth;
        } else if (value instanceof Map<?, ?> map) {
            SortedMap<String, Object> other = new TreeMap<>();
            map.forEach((key, item) -> other.put(key + "x", item));
            return other;
        } else if (value instanceof Collection<?> items) {
            List<Object> more = new ArrayList<>(items);
            more.add("x");
            return more;
        }
        Record record = (Record) value;
        RecordComponent first = record.getClass().getRecordComponents()[0];
        return with(record, first.getName(), changed(first.getName(), value(record, first)));
    }
}
