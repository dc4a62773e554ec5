package dev.visor.harness;

import java.util.ArrayList;
import java.util.List;

/** Remembers what was said. */
public record Heard(List<String> lines) implements Progress {

    public Heard() {
        this(new ArrayList<>());
    }

    @Override
    public void advance(String stage, long done, long total) {}

    @Override
    public void say(String line) {
        lines.add(line);
    }
}
