package dev.visor.catalog;

import dev.visor.catalog.yaml.Fields;
import dev.visor.core.text.PlainName;

/** The keys that every file of the catalog starts with: its id and summary. */
record EntryHeader(String summary) {

    /**
     * Reads {@code id}, which must be the file's name, and {@code summary}.
     *
     * @param id the file's name without ending
     */
    static EntryHeader of(Fields fields, String id) {
        String written = fields.text("id");
        if (!written.isEmpty() && !written.equals(id)) {
            fields.report(fields.at("id"), "id \"" + written + "\" must be the file's name, \"" + id + "\"");
        }
        if (!PlainName.is(id)) {
            fields.report(fields.where(), "the file's name must be " + PlainName.RULE + ", then .yaml");
        }
        fields.gone("version", "a digest of the code itself now tells which code made a thing; remove the line");
        return new EntryHeader(fields.text("summary"));
    }
}
