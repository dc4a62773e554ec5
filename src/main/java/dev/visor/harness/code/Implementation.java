package dev.visor.harness.code;

import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The code that makes a thing: some classes, and all classes of the project that their code refers to, directly or through others.
 *
 * <p>Of the project are its own packages, and those of the classes at the start, whoever wrote them. Libraries do not count, nor does what is
 * {@link CountedByValue}. Of a class from {@link JarClasses}, all that lies in those jars counts, whether or not its code refers to it.
 *
 * @param digest of the names and the code of all classes, and of jars; lines, comments and names of local variables are not in it
 * @param classes their names
 */
@CountedByValue("it only makes keys")
public record Implementation(Digest digest, SortedSet<String> classes) {

    private static final String PROJECT = "dev.visor.";

    private static final Map<Set<Class<?>>, Implementation> KNOWN = new ConcurrentHashMap<>();

    public Implementation {
        classes = Collections.unmodifiableSortedSet(classes);
    }

    /** The code of a class. */
    public static Implementation of(Class<?> type) {
        return of(Set.of(type));
    }

    /** The code of an object and of all objects of the project that it holds: what stands behind an interface counts as it is. */
    public static Implementation ofObject(Object made) {
        return of(ReachableObjects.classes(made, isOfProject(made.getClass())));
    }

    private static Predicate<Class<?>> isOfProject(Class<?> root) {
        return type -> !type.isPrimitive()
                && !type.isArray()
                && (type.getClassLoader() instanceof JarClasses || counts(type.getName(), Set.of(inPackage(root))));
    }

    private static Implementation of(Set<Class<?>> roots) {
        return KNOWN.computeIfAbsent(Set.copyOf(roots), Implementation::closure);
    }

    private static Implementation closure(Set<Class<?>> roots) {
        Set<String> packages = new LinkedHashSet<>();
        SortedSet<String> jars = new TreeSet<>();
        SortedMap<String, ClassCode> found = new TreeMap<>();
        Deque<Step> open = new ArrayDeque<>();
        for (Class<?> root : roots) {
            packages.add(inPackage(root));
            if (root.getClassLoader() instanceof JarClasses classes) {
                jars.add(classes.digest().hex());
            }
            open.add(new Step(root.getClassLoader(), root.getName()));
        }
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (!found.containsKey(step.name())
                    && (step.isOfJars() || counts(step.name(), packages))
                    && !isByValue(step)) {
                ClassCode code = step.code();
                found.put(step.name(), code);
                code.references().forEach(name -> open.add(new Step(step.loader(), name)));
            }
        }
        Digest.Builder digest = Digest.builder("implementation");
        found.forEach((name, code) -> digest.add(name, code.digest()));
        jars.forEach(content -> digest.add("jars", content));
        return new Implementation(digest.build(), new TreeSet<>(found.keySet()));
    }

    /** A class that is to be looked at, as its user would load it. */
    private record Step(ClassLoader loader, String name) {

        boolean isOfJars() {
            return loader instanceof JarClasses classes && classes.holds(name);
        }

        ClassCode code() {
            return ClassCode.of(loader, name)
                    .orElseThrow(() -> new IllegalStateException("the code of " + name + " is nowhere to be read"));
        }
    }

    /** Whether it, or a class that it is nested in, is marked so. */
    private static boolean isByValue(Step step) {
        for (String name = step.name(); ; name = name.substring(0, name.lastIndexOf('$'))) {
            if (ClassCode.of(step.loader(), name).map(ClassCode::byValue).orElse(false)) {
                return true;
            }
            if (name.lastIndexOf('$') <= 0) {
                return false;
            }
        }
    }

    private static boolean counts(String name, Set<String> packages) {
        return name.startsWith(PROJECT) || packages.stream().anyMatch(name::startsWith);
    }

    private static String inPackage(Class<?> type) {
        return type.getPackageName().isEmpty() ? type.getName() : type.getPackageName() + ".";
    }
}
