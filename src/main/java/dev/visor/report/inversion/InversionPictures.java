package dev.visor.report.inversion;

import dev.visor.core.Cell;
import dev.visor.core.Digest;
import dev.visor.report.page.Glance.Pair;
import dev.visor.report.page.Glance.Pairs;
import dev.visor.report.page.RecordPicture;
import dev.visor.report.page.Section;
import dev.visor.report.page.Section.Block;
import dev.visor.report.page.Section.Faces;
import dev.visor.report.page.Text;
import dev.visor.report.run.MeanRate;
import dev.visor.report.run.ReportOptions;
import dev.visor.result.csv.RecordFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reconstructions beside the real faces, from {@code images/<defense>/<attack>/<person>-real.png} and its neighbor. */
public final class InversionPictures {

    private static final String IMAGES = "images";
    private static final String REAL = "-real.png";
    private static final String RECONSTRUCTED = "-reconstructed.png";

    /** Defenses that are seen at once; the others are folded away, with fewer people: a page has to be sent around. */
    private static final int OPEN = 3;

    private static final int PEOPLE = 6;
    private static final int PEOPLE_FOLDED = 4;

    private InversionPictures() {}

    public static Optional<Section> section(InversionView view, ReportOptions options) {
        RecordFolder record = new RecordFolder(view.run().directory());
        if (!record.has(IMAGES)) {
            return Optional.empty();
        }
        List<Block> blocks = new ArrayList<>();
        if (options.photos()) {
            blocks.add(
                    new Block.Paragraph(
                            "The first people of the run: a real photo, and below it what each attack made of it. Nobody chose them for how well they came out."));
            List<String> first = first(view);
            first.forEach(defense -> grid(view, record, defense, PEOPLE).ifPresent(blocks::add));
            view.defenses().stream()
                    .filter(defense -> !first.contains(defense))
                    .forEach(defense -> grid(view, record, defense, PEOPLE_FOLDED)
                            .ifPresent(grid ->
                                    blocks.add(new Block.Details("Under " + view.named(defense), List.of(grid)))));
        } else {
            blocks.add(new Block.Paragraph("Photos were left out of this report on request; the run keeps them."));
        }
        return blocks.size() > 1 || !options.photos()
                ? Section.of(view.prefix() + "pictures", "Reconstructions beside the real faces", blocks)
                : Optional.empty();
    }

    /** Shows the first people and what the strongest attack on the undefended recognizer, of those with pictures, made of them. */
    static Optional<Pairs> pairs(InversionView view) {
        RecordFolder record = new RecordFolder(view.run().directory());
        if (!record.has(IMAGES, Cell.CONTROL)) {
            return Optional.empty();
        }
        return view.attacks().stream()
                .filter(attack ->
                        !attack.ofData() && record.folders(IMAGES, Cell.CONTROL).contains(attack.id()))
                .max(Comparator.comparingDouble(attack -> view.rates()
                        .top1(Cell.CONTROL, attack)
                        .map(MeanRate::value)
                        .orElse(0.)))
                .map(attack -> new Pairs(
                        "Undefended: a real photo, and what %s made of the recognizer"
                                .formatted(view.named(attack.id())),
                        "real",
                        "reconstructed",
                        people(record.files(IMAGES, Cell.CONTROL, attack.id())).stream()
                                .sorted(InversionPictures::naturally)
                                .limit(PEOPLE)
                                .map(person -> new Pair(
                                        person,
                                        file(record, Cell.CONTROL, attack, person + REAL),
                                        file(record, Cell.CONTROL, attack, person + RECONSTRUCTED)))
                                .toList()));
    }

    private static RecordPicture file(RecordFolder record, String defense, JudgedAttack attack, String name) {
        return new RecordPicture(record, List.of(IMAGES, defense, attack.id(), name));
    }

    /** The control and the adaptive defense, then as the suite lists them. */
    private static List<String> first(InversionView view) {
        return Stream.concat(
                        Stream.concat(
                                Stream.of(Cell.CONTROL),
                                MixChoice.of(view.run().info()).map(MixChoice::adaptive).stream()),
                        view.defenses().stream())
                .distinct()
                .limit(OPEN)
                .toList();
    }

    private static Optional<Block> grid(InversionView view, RecordFolder record, String defense, int most) {
        List<JudgedAttack> shown = view.attacks().stream()
                .filter(attack -> record.folders(IMAGES, defense).contains(attack.id()))
                .toList();
        List<String> people = shown.stream()
                .flatMap(attack -> people(record.files(IMAGES, defense, attack.id())).stream())
                .distinct()
                .sorted(InversionPictures::naturally)
                .limit(most)
                .toList();
        if (people.isEmpty()) {
            return Optional.empty();
        }
        // Attacks on leaked data may start from another photo of a person than the one that stands for him elsewhere.
        Map<List<String>, List<JudgedAttack>> byPhotos = new LinkedHashMap<>();
        shown.forEach(attack -> byPhotos.computeIfAbsent(
                        contents(files(record, defense, attack, people, REAL)), photos -> new ArrayList<>())
                .add(attack));
        List<Faces> rows = new ArrayList<>();
        byPhotos.values().forEach(attacks -> {
            rows.add(new Faces("real photo", files(record, defense, attacks.get(0), people, REAL)));
            attacks.forEach(attack -> rows.add(new Faces(
                    InversionHeadline.column(view, attack), files(record, defense, attack, people, RECONSTRUCTED))));
        });
        return Optional.of(new Block.Gallery(
                "Under %s, by %s".formatted(view.named(defense), Text.plural(shown.size(), "attack")), people, rows));
    }

    private static List<RecordPicture> files(
            RecordFolder record, String defense, JudgedAttack attack, List<String> people, String ending) {
        return people.stream()
                .map(person -> file(record, defense, attack, person + ending))
                .toList();
    }

    private static List<String> contents(List<RecordPicture> pictures) {
        return pictures.stream()
                .map(picture -> picture.exists() ? Digest.of(picture.png()).hex() : "")
                .toList();
    }

    private static List<String> people(List<String> files) {
        return files.stream()
                .filter(name -> name.endsWith(REAL))
                .map(name -> name.substring(0, name.length() - REAL.length()))
                .toList();
    }

    /** {@code s2} before {@code s10}. */
    static int naturally(String one, String other) {
        return padded(one).compareTo(padded(other));
    }

    private static String padded(String name) {
        StringBuilder out = new StringBuilder();
        for (String part : name.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")) {
            out.append(part.matches("\\d+") ? "0".repeat(Math.max(0, 9 - part.length())) + part : part);
        }
        return out.toString();
    }
}
