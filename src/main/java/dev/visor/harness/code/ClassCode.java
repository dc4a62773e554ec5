package dev.visor.harness.code;

import dev.visor.core.CountedByValue;
import dev.visor.core.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/**
 * The compiled code of one class, without the names and numbers of lines that only a debugger reads: a comment changes nothing.
 *
 * @param digest of the code
 * @param references names of all classes that the code names, with dots
 * @param byValue whether it is {@link CountedByValue}
 */
record ClassCode(Digest digest, SortedSet<String> references, boolean byValue) {

    private static final Map<Place, Optional<ClassCode>> KNOWN = new ConcurrentHashMap<>();

    private static final Pattern OBJECT = Pattern.compile("L([^;<>()\\[]+)[;<]");

    private static final int CLASS = 7;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    /** Classes of one name are one only within a loader. */
    private record Place(ClassLoader loader, String name) {}

    ClassCode {
        references = Collections.unmodifiableSortedSet(references);
    }

    /** The code of the class of that name; empty if the loader finds no file of it. */
    static Optional<ClassCode> of(ClassLoader loader, String name) {
        return KNOWN.computeIfAbsent(new Place(loader, name), ClassCode::read);
    }

    private static Optional<ClassCode> read(Place place) {
        try (InputStream file = place.loader().getResourceAsStream(place.name().replace('.', '/') + ".class")) {
            return file == null ? Optional.empty() : Optional.of(read(file.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Digests a class as it lies in a jar; the bytes, where they are no class that this Java could load. */
    static Digest digest(byte[] file) {
        try {
            return read(file).digest();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Digest.of(file);
        }
    }

    private static ClassCode read(byte[] file) {
        ClassWriter plain = new ClassWriter(0);
        Declared declared = new Declared(plain);
        new ClassReader(file).accept(declared, ClassReader.SKIP_DEBUG);
        byte[] code = plain.toByteArray();
        SortedSet<String> references = new TreeSet<>(declared.types);
        used(new ClassReader(code), references);
        return new ClassCode(Digest.of(code), references, declared.byValue);
    }

    /** The classes that instructions, handles and attributes name: all of these stand in the pool of constants. */
    private static void used(ClassReader reader, SortedSet<String> references) {
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            int tag = item == 0 ? 0 : reader.readByte(item - 1);
            if (tag == CLASS) {
                String name = reader.readUTF8(item, buffer);
                add(name.startsWith("[") ? name : "L" + name + ";", references);
            } else if (tag == METHOD_TYPE) {
                add(reader.readUTF8(item, buffer), references);
            } else if (tag == NAME_AND_TYPE) {
                add(reader.readUTF8(item + 2, buffer), references);
            }
        }
    }

    private static void add(String descriptor, SortedSet<String> references) {
        if (descriptor != null) {
            Matcher objects = OBJECT.matcher(descriptor);
            while (objects.find()) {
                references.add(objects.group(1).replace('/', '.'));
            }
        }
    }

    /** Notes what a class declares, on the way to its copy. */
    private static final class Declared extends ClassVisitor {

        private final SortedSet<String> types = new TreeSet<>();
        private boolean byValue;

        Declared(ClassVisitor copy) {
            super(Opcodes.ASM9, copy);
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            byValue |= descriptor.equals(Type.getDescriptor(CountedByValue.class));
            return super.visitAnnotation(descriptor, visible);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            add(descriptor, types);
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            add(descriptor, types);
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }

        @Override
        public RecordComponentVisitor visitRecordComponent(String name, String descriptor, String signature) {
            add(signature == null ? descriptor : signature, types);
            return super.visitRecordComponent(name, descriptor, signature);
        }
    }
}
