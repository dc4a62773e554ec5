package dev.visor.report.board;

import dev.visor.report.page.Text;

/** A scenario of attack: what the defense has of the model, or the attacker of the recognizer, and whether he adapts. */
public enum Scenario {
    WORST("black-box, worst case", "Recognizers that the defense had not seen, and an attacker who adapts"),
    UNTOUCHED(
            "black-box, photo untouched", "Recognizers that the defense had not seen, and the photo as it was shared"),
    WHITE_BOX("white-box", "Recognizers that the defense could see: no claim about any other"),
    RECOGNIZER("from the recognizer", "Attacks on the recognizer that every defense met, the worst of them"),
    LEAKED("from leaked data", "Attacks on leaked data that every defense met, the worst of them");

    private final String word;
    private final String title;

    Scenario(String word, String title) {
        this.word = word;
        this.title = title;
    }

    public String word() {
        return word;
    }

    public String title() {
        return title;
    }

    public String slug() {
        return Text.slug(word);
    }
}
