package dev.visor.catalog;

import dev.visor.core.PlainName;

/** What every file of the catalog says of itself. */
record Identity(int version, String summary) {

    /**
     * Reads {@code id}, which must be the file's name, {@code version} and {@code summary}.
     *
     * @param id the file's name without ending
     */
    static Identity of(Fields fields, String id) {
        String written = fields.text("id");
        if (!written.isEmpty() && !written.equals(id)) {
            fields.report(fields.at("id"), "id \"" + written + "\" must be the file's name, \"" + id + "\"");
        }
        if (!PlainName.is(id)) {
            fields.report(fields.where(), "the file's name must be " + PlainName.RULE + ", then .yaml");
        }
        int version = fields.integer("version");
        if (version < 1 && fields.sound()) {
            fields.report(fields.at("version"), "version must be at least 1, got " + version);
        }
        return new Identity(version, fields.text("summary"));
    }
}
