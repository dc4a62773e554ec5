package dev.visor.report.page;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Trials as lines of words with tabs between, which the page's script lays out.
 *
 * <p>A line {@code h} names the fields by which trials are chosen, the word for all values of the last field, and whether {@code any} of
 * these or {@code most} decide, or each look says by itself ({@code within}: whether it found what it was for; {@code accepted}: whether the gallery took it); lines {@code p} are what was tried; lines {@code j} hold a judge's fields, access and threshold, then one
 * look a line {@code p}. A look is {@code rank/similarity} and a sign: the right person's rank ({@code -} nobody searched, {@code x} no
 * face was acquired), the similarity, {@code +} above the threshold. {@code .} is no look.
 */
public final class TrialLines {

    /** Stands for no look. */
    public static final String NOTHING = ".";

    private final StringBuilder text = new StringBuilder();

    /** @param all word for all values of the last field; with it, one of them decides, or most */
    public TrialLines(List<String> fields, String all, boolean most) {
        this(fields, all, most ? "most" : "any");
    }

    private TrialLines(List<String> fields, String all, String decides) {
        line("h", fields, List.of(all, decides));
    }

    /** Begins lines of searches that are each told by themselves: the sign of a look says whether it found what it was for. */
    public static TrialLines within(List<String> fields) {
        return new TrialLines(fields, "", "within");
    }

    /** Begins the keys of trials of one of several runs of a page, whose ids have that prefix. */
    public static String box(String prefix) {
        return prefix.isEmpty() ? "" : "@" + prefix + "trial-data|";
    }

    /** Begins lines of comparisons with a growing gallery: the rank of a look is {@code own:others}, the images in the gallery that show the subject and that do not. */
    public static TrialLines accepted(List<String> fields) {
        return new TrialLines(fields, "", "accepted");
    }

    /** Writes a similarity to three places and without the zero before the point, as a page holds tens of thousands of them. */
    public static String similarity(double value) {
        return Text.fixed(value, 3).replaceFirst("^(-?)0\\.", "$1.");
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
