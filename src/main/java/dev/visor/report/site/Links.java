package dev.visor.report.site;

import dev.visor.report.page.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** File names of the site's pages: letters, digits and hyphens, and no two alike. */
final class Links {

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Returns the name of the page of something, the same whenever it is asked for. */
    String name(String kind, String id) {
        return name(kind, id, id);
    }

    /** @param words from which the name is made, where several things may have the same */
    String name(String kind, String id, String words) {
        return names.computeIfAbsent(kind + "/" + id, key -> {
            String slug = Text.slug(words).isEmpty() ? kind : Text.slug(words);
            // The list of such things has this one.
            String name = slug.equals("index") ? "index-1" : slug;
            for (int i = 2; !taken.add(kind + "/" + name); i++) {
                name = slug + "-" + i;
            }
            return name;
        });
    }

    /** Returns the path of the page of a defense. */
    String defense(String id) {
        return "entries/" + name("entries", "defense " + id) + ".html";
    }

    /** Returns the path of the page of an entry of any kind. */
    String entry(String kind, String id) {
        return "entries/" + name("entries", kind + " " + id) + ".html";
    }

    String claim(String id) {
        return "claims/" + name("claims", id) + ".html";
    }
}
