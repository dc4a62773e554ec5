package dev.visor.cli;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilderCustomizer;

/**
 * The framework hears of nothing but what was built in: an {@code .env} or {@code config/application.properties} of the
 * working folder, or a {@code QUARKUS_} variable, belongs to another project.
 */
@StaticInitSafe
public final class OwnConfiguration implements SmallRyeConfigBuilderCustomizer {

    @Override
    public void configBuilder(SmallRyeConfigBuilder builder) {
        // The build itself runs without Main, and reads application.properties as ever.
        if (Main.started()) {
            builder.setAddDefaultSources(false).setAddSystemSources(false).setAddPropertiesSources(false);
        }
    }

    /** Returns a place after all others, some of which ask for the sources. */
    @Override
    public int priority() {
        return Integer.MAX_VALUE;
    }
}
