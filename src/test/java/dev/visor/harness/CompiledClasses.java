package dev.visor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Java that is written and compiled by a test: the same classes, once with this code and once with other. */
public final class CompiledClasses {

    private final ClassLoader loader;

    /** @param sources by the class's name with dots */
    public CompiledClasses(Path folder, Map<String, String> sources) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(
                List.of("-g", "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        this.loader = loader(classes);
    }

    private static ClassLoader loader(Path classes) throws MalformedURLException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, CompiledClasses.class.getClassLoader());
    }

    public Class<?> named(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }

    public Object made(String name) throws ReflectiveOperationException {
        var constructor = named(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
