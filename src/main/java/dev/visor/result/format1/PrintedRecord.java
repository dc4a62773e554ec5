package dev.visor.result.format1;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value that format 1 wrote as Java printed it, such as {@code People[dataset=orl, photos=7]}. */
final class PrintedRecord {

    private static final Pattern MEMBER = Pattern.compile("(\\w+)=([^,\\]]+)");

    private PrintedRecord() {}

    /** The members, their names in snake case; whole numbers, decimals, {@code true} and {@code false} are such, all else is text. */
    static ObjectNode read(String printed) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Matcher member = MEMBER.matcher(printed);
        while (member.find()) {
            String name = member.group(1).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            put(node, name, member.group(2).strip());
        }
        return node;
    }

    private static void put(ObjectNode node, String name, String value) {
        if (value.matches("-?\\d{1,9}")) {
            node.put(name, Integer.parseInt(value));
        } else if (value.matches("-?\\d{1,20}(\\.\\d{1,20})?(E-?\\d{1,3})?")) {
            node.put(name, new BigDecimal(value).doubleValue());
        } else if (value.equals("true") || value.equals("false")) {
            node.put(name, Boolean.parseBoolean(value));
        } else {
            node.put(name, value);
        }
    }
}
