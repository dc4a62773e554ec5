package dev.visor.dataset.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Supplier;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decoders of the image library, named outright, so that no other plug-in of the class path decodes in their place. */
final class Plugins {

    /** Hears no warnings, for decoders that throw where they meet damage. */
    static final IIOReadWarningListener UNHEARD = (source, warning) -> {};

    private Plugins() {}

    /** The library's provider as it is registered, or a new one that is registered then. */
    static <T extends ImageReaderSpi> T named(Class<T> type, Supplier<T> made) {
        IIORegistry registry = IIORegistry.getDefaultInstance();
        T found = registry.getServiceProviderByClass(type);
        if (found == null) {
            found = made.get();
            // It finds the JDK's decoder, which it may build on, as it is registered.
            registry.registerServiceProvider(found, ImageReaderSpi.class);
        }
        return found;
    }

    /** One of the JDK's own, whose classes cannot be named outside of it. */
    static ImageReaderSpi ofJdk(String format) {
        Iterator<ImageReaderSpi> all =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (all.hasNext()) {
            ImageReaderSpi provider = all.next();
            if (provider.getPluginClassName().startsWith("com.sun.imageio.plugins." + format + ".")) {
                return provider;
            }
        }
        throw new IllegalStateException("this Java runtime has no decoder of " + format + " images");
    }

    /** The first image of a file, its size checked before its pixels take memory. */
    static BufferedImage first(ImageReaderSpi provider, byte[] file, long maxPixels, IIOReadWarningListener warned)
            throws IOException {
        ImageReader reader = provider.createReaderInstance();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            UnreadableImage.refuseAbsurd(reader.getWidth(0), reader.getHeight(0), maxPixels);
            reader.addIIOReadWarningListener(warned);
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
