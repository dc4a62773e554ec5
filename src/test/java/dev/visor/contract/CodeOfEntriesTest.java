package dev.visor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visor.catalog.Catalog;
import dev.visor.defense.Defense;
import dev.visor.defense.composition.Composed;
import dev.visor.harness.plan.Entry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code of every defense and attack of the catalog: all that it is made of is in its digest, and no other defense is. */
class CodeOfEntriesTest {

    private static final Catalog CATALOG = new Catalog(Home.PATH);

    /** The defenses whose code another uses, by its type. */
    private static final Map<String, Set<String>> BUILT_ON = Map.of(
            "mim", Set.of("TipIm"),
            "dim", Set.of("TipIm"),
            "tip-im-fast", Set.of("TipIm"),
            "ahm", Set.of("FrequencyMask"),
            "instahide", Set.of("MixUp"),
            "person-momentum", Set.of("PersonPerturbation"));

    static Stream<Entry<?>> entries() {
        return Stream.concat(CATALOG.defenses().stream(), CATALOG.attacks().stream());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyObjectThatAnEntryHoldsIsInItsCode(Entry<?> entry) throws IllegalAccessException {
        Set<String> held = held(entry.plugin());

        assertThat(held).contains(entry.plugin().getClass().getName());
        assertThat(entry.implementation().classes()).containsAll(held);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryReachesNoOtherDefenseButThoseThatItIsBuiltOnNorWhatStandsAroundIt(Entry<?> entry)
            throws ClassNotFoundException {
        Set<String> others = new TreeSet<>();
        for (String name : entry.implementation().classes()) {
            assertThat(name)
                    .doesNotMatch("dev\\.visor\\.(harness|report|audit|cli|catalog|selftest|result|metric)\\..*");
            Class<?> type = Class.forName(name, false, getClass().getClassLoader());
            if (Defense.class.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && !type.isInstance(entry.plugin())) {
                others.add(type.getSimpleName());
            }
        }

        assertThat(others).isSubsetOf(builtOn(entry));
    }

    /** Names the defenses that an entry's code may reach: those of its type, and of a composed one its parts. */
    private static Set<String> builtOn(Entry<?> entry) {
        Set<String> known = new TreeSet<>(BUILT_ON.getOrDefault(entry.type(), Set.of()));
        if (entry.plugin() instanceof Composed composed) {
            composed.parts().forEach(part -> known.add(part.defense().getClass().getSimpleName()));
        }
        return known;
    }

    /** Names of the project's classes, by fields alone. */
    private static Set<String> held(Object root) throws IllegalAccessException {
        Set<String> names = new TreeSet<>();
        Set<Integer> seen = new HashSet<>();
        Deque<Object> open = new ArrayDeque<>(Set.of(root));
        while (!open.isEmpty()) {
            Object object = open.remove();
            if (object instanceof Collection<?> items) {
                items.forEach(open::add);
            } else if (object instanceof Map<?, ?> map) {
                open.addAll(map.values());
            } else if (object.getClass().getName().startsWith("dev.visor.")
                    && seen.add(System.identityHashCode(object))) {
                Class<?> type = object.getClass();
                // A lambda has no file of its own: its code is that of the class that it is written in.
                names.add((type.isHidden() ? type.getNestHost() : type).getName());
                for (Field field : object.getClass().getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        if (field.get(object) != null) {
                            open.add(field.get(object));
                        }
                    }
                }
            }
        }
        return names;
    }
}
