package dev.visor.report.board;

import dev.visor.report.page.Text;

/** A scenario of attack: what the defense has of the model, or the attacker of the recognizer, and whether he adapts. */
public enum Scenario {
    WORST(
            "black-box, worst case",
            "Against an attacker who adapts",
            "Black-box, worst case: recognizers that the defense had not seen, and for every photo the countermeasure that serves the attacker best."),
    UNTOUCHED(
            "black-box, photo untouched",
            "Against an attacker who leaves the photo as it is",
            "Black-box: recognizers that the defense had not seen. Whoever adapts gets more."),
    WHITE_BOX(
            "white-box",
            "Against recognizers that the defense could see",
            "White-box: no claim about any other recognizer."),
    RECOGNIZER(
            "from the recognizer",
            "From the recognizer",
            "The worst of the attacks on the recognizer that every defense met."),
    LEAKED("from leaked data", "From leaked data", "The worst of the attacks on leaked data that every defense met.");

    private final String word;
    private final String title;
    private final String sentence;

    Scenario(String word, String title, String sentence) {
        this.word = word;
        this.title = title;
        this.sentence = sentence;
    }

    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    /** Returns what it stands for, in a sentence or two. */
    public String sentence() {
        return sentence;
    }

    public String slug() {
        return Text.slug(word);
    }
}
