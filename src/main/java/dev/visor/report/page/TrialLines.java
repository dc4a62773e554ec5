package dev.visor.report.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Trials as lines of words with tabs between, which the page's script lays out.
 *
 * <p>A line {@code h} names the fields by which trials are chosen, the word for all values of the last field, and whether {@code any} of
 * these or {@code most} decide; lines {@code p} are what was tried; lines {@code j} hold a judge's fields, access and threshold, then one
 * look a line {@code p}. A look is {@code rank/similarity} and a sign: the right person's rank ({@code -} nobody searched, {@code x} no
 * face was acquired), the similarity, {@code +} above the threshold. {@code .} is no look.
 */
public final class TrialLines {

    /** Stands for no look. */
    public static final String NOTHING = ".";

    private final StringBuilder text = new StringBuilder();

    /** @param all word for all values of the last field; with it, one of them decides, or most */
    public TrialLines(List<String> fields, String all, boolean most) {
        line("h", fields, List.of(all, most ? "most" : "any"));
    }

    public void probe(String subject, String photo) {
        line("p", List.of(subject, photo), List.of());
    }

    public void judge(List<String> fields, String access, String threshold, List<String> looks) {
        line("j", fields, List.of(access, threshold));
        text.setLength(text.length() - 1);
        looks.forEach(look -> text.append('\t').append(look));
        text.append('\n');
    }

    public String text() {
        return text.toString();
    }

    private void line(String kind, List<String> words, List<String> more) {
        text.append(kind);
        List.of(words, more)
                .forEach(some -> text.append(some.stream()
                        .map(word -> "\t" + word.replaceAll("[\\t\\r\\n]", " "))
                        .collect(Collectors.joining())));
        text.append('\n');
    }
}
